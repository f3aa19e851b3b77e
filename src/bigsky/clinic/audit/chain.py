"""The hash chain of the audit log, as plain functions, so that it can be verified offline."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

GENESIS = "0" * 64
FIELDS = ("at", "by", "role", "act", "subject", "patient", "detail")


def link(previous_hash: str, entry: Mapping[str, Any]) -> str:
    """Hash one entry together with the hash before it."""
    body = json.dumps({name: entry[name] for name in FIELDS}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash}\n{body}".encode()).hexdigest()


def first_break(entries: Iterable[Mapping[str, Any]]) -> int | None:
    """Find the position of the first entry that does not follow from the one before; `None` if all do."""
    previous = GENESIS
    for position, entry in enumerate(entries):
        if entry["previous_hash"] != previous or entry["hash"] != link(previous, entry):
            return position
        previous = entry["hash"]
    return None
