"""Acknowledgements: AA, AE, AR in original mode; CA, CE, CR when MSH-15 asks for them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bigsky.clinic.hl7.wire.header import Header


class Verdict(StrEnum):
    """The second letter of an acknowledgement code."""

    ACCEPTED = "A"
    FAILED = "E"
    REJECTED = "R"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is to be said, apart from to whom."""

    verdict: Verdict
    text: str
    at: datetime
    control_id: str


# MSA-2 must be there; HL7 writes "nothing" so.
_NOTHING = '""'
# HL7 table 0357: application internal error; segment or data in error.
_ERROR_CODES = {Verdict.FAILED: "207^Application internal error", Verdict.REJECTED: "102^Data type error"}


def answers(header: Header, reply: Reply) -> list[bytes]:
    """Write every acknowledgement that this sender asked for, in the order it expects them."""
    return [_message(header, reply, code) for code in _codes(header, reply.verdict)]


def _codes(header: Header, verdict: Verdict) -> list[str]:
    if not header.accept_when and not header.apply_when:
        return [f"A{verdict}"]
    wants_accept = _is_wanted(header.accept_when, verdict)
    # After a refused accept there is nothing that could be applied.
    wants_apply = _is_wanted(header.apply_when, verdict) and not (
        wants_accept and verdict is not Verdict.ACCEPTED
    )
    return [f"C{verdict}"] * wants_accept + [f"A{verdict}"] * wants_apply


def _is_wanted(when: str, verdict: Verdict) -> bool:
    if when in {"", "NE"}:
        return False
    if when == "SU":
        return verdict is Verdict.ACCEPTED
    return when != "ER" or verdict is not Verdict.ACCEPTED


def _message(header: Header, reply: Reply, code: str) -> bytes:
    kind = f"ACK^{header.event or 'R01'}^ACK"
    msh = [
        "MSH|^~\\&", "BIGSKY", "", header.sender, header.facility, f"{reply.at:%Y%m%d%H%M%S%z}", "", kind,
        f"{reply.control_id}{code[0]}", header.processing_id, header.version,
    ]  # fmt: skip
    msh = [msh[0], *(_plain(field) for field in msh[1:])]
    segments = ["|".join(msh), f"MSA|{code}|{_plain(header.control_id) or _NOTHING}"]
    if reply.verdict is not Verdict.ACCEPTED:
        text = _plain(reply.text).replace("^", " ").replace("&", " ").replace("~", " ")
        segments.append(f"ERR|||{_ERROR_CODES[reply.verdict]}^HL70357|E||||{text}")
    return ("\r".join(segments) + "\r").encode(header.charset, errors="replace")


def _plain(field: str) -> str:
    return field.replace("|", "\\F\\")
