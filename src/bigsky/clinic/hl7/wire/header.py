"""What must be known of a message to answer it: its MSH segment, read from raw bytes."""

import re
from dataclasses import dataclass

# MSH-18 (HL7 table 0211) as Python names them; an empty field means ASCII, of which UTF-8 is a superset.
CHARSETS = {
    "": "utf-8",
    "ASCII": "ascii",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "8859/1": "latin-1",
    "8859/15": "iso8859-15",
    "GB 18030-2000": "gb18030",
}
_SEGMENT_END = re.compile(rb"\r|\n|\\r(?=[A-Z][A-Z0-9]{2}\|)")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_HEADER = 4096
_LONGEST = {"MSH-3": 255, "MSH-10": 199}


@dataclass(frozen=True, kw_only=True)
class Header:
    """The fields of MSH that an answer needs; `problem` says why the message is refused, if it is."""

    sender: str = ""
    facility: str = ""
    message_type: str = ""
    event: str = ""
    control_id: str = ""
    processing_id: str = "P"
    version: str = "2.6"
    accept_when: str = ""
    apply_when: str = ""
    charset: str = "utf-8"
    problem: str = ""


def read_header(body: bytes) -> Header:
    """Read the MSH segment of any bytes; never raises."""
    start = body.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not start.startswith(b"MSH") or len(start) < len("MSH|^~\\&|"):
        return Header(problem="the message does not begin with an MSH segment")
    segment = _SEGMENT_END.split(start[:_LONGEST_HEADER], maxsplit=1)[0]
    # Latin-1 reads any byte; the declared charset is known only after this.
    fields = segment.decode("latin-1").split(chr(start[3]))
    name = _field(fields, 18).split("~")[0].strip().upper()
    charset = CHARSETS.get(name, "ascii")
    fields = segment.decode(charset, errors="replace").split(chr(start[3]))
    return _header(fields, charset, _problem(body, fields, charset))


def _header(fields: list[str], charset: str, problem: str) -> Header:
    kind = re.split(r"[^A-Za-z0-9]", _field(fields, 9))
    return Header(
        sender=_safe(_field(fields, 3), _LONGEST["MSH-3"]),
        facility=_safe(_field(fields, 4), _LONGEST["MSH-3"]),
        message_type=kind[0],
        event=kind[1] if len(kind) > 1 else "",
        control_id=_safe(_field(fields, 10), _LONGEST["MSH-10"]),
        processing_id=_safe(_field(fields, 11), 20) or "P",
        version=_safe(_field(fields, 12), 20) or "2.6",
        accept_when=_field(fields, 15).strip().upper(),
        apply_when=_field(fields, 16).strip().upper(),
        charset=charset,
        problem=printable(problem),
    )


def _problem(body: bytes, fields: list[str], charset: str) -> str:
    try:
        body.decode(charset)
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not {charset} (MSH-18 says {_field(fields, 18) or 'nothing'})"
    for name, longest in _LONGEST.items():
        if len(_field(fields, int(name[4:]))) > longest:
            return f"{name} is longer than {longest} characters"
    if not _field(fields, 10).strip():
        return "MSH-10, the message control id, is empty"
    if not _field(fields, 9).startswith("ORU"):
        return f"message type {_field(fields, 9) or '(none)'} is not ORU"
    return ""


def _field(fields: list[str], number: int) -> str:
    # MSH-1 is the separator itself, so MSH-n stands at place n - 1.
    return fields[number - 1] if len(fields) >= number else ""


def printable(text: str) -> str:
    """Leave out what no screen shows and no text column keeps."""
    return "".join(letter for letter in text if letter.isprintable())


def _safe(text: str, longest: int) -> str:
    return printable(text.strip())[:longest]
