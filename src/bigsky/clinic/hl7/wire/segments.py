"""Segment breaks and containment paths, as real gateways write them."""

import re

_WRITTEN_OUT = re.compile(r"\\r(?=[A-Z][A-Z0-9]{2}\||\s*$)")
# A break that was lost: only where the glued segment's own first fields give it away.
_GLUED = re.compile(r"(?<![\r\n])(?=(?:OBX\|\d+\|[A-Z]{0,3}\||OBR\|\d+\||PV1\|\d*\|[A-Z]?\|))")
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}[^A-Za-z0-9]")


def tidied(text: str) -> str:
    """Give the message with one carriage return between segments (P10); other lines are left out."""
    text = text.lstrip("\ufeff").strip().replace("\r\n", "\r").replace("\n", "\r")
    text = _GLUED.sub("\r", _WRITTEN_OUT.sub("\r", text))
    return "\r".join(line for line in text.split("\r") if _SEGMENT.match(line)) + "\r"


def contains(node: str, path: str) -> bool:
    """Say whether a device node (1.1.0.0, or short 1.0.1) is around a metric (1.1.1.1)."""
    around = _significant(node)
    return bool(around) and path.split(".")[: len(around)] == around


def depth(node: str) -> int:
    """Say how deep a node lies."""
    return len(_significant(node))


def _significant(node: str) -> list[str]:
    # MDS.VMD.CHAN.METRIC: zeros at the end stand for "everything below".
    parts = node.split(".")
    while parts and parts[-1] in {"", "0"}:
        parts.pop()
    return parts
