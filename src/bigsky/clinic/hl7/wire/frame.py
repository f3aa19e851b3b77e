"""MLLP framing without a socket: bytes in, frames out, whatever the bytes are."""

from dataclasses import dataclass
from enum import StrEnum

START, END, RETURN = b"\x0b", b"\x1c", b"\x0d"
BODY_LIMIT = 1_048_576
_KEPT_OF_TOO_LONG = 65_536
_BLANK = b" \t\r\n\x1c"


def framed(body: bytes) -> bytes:
    """Put a message between the start and end marks of MLLP."""
    return START + body + END + RETURN


class Shape(StrEnum):
    """How a frame came in."""

    WHOLE = "whole"
    CUT = "the message broke off before its end mark"
    STRAY = "the message came without MLLP start mark"
    TOO_LONG = "the message is too long"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One message body, or what there was of it."""

    body: bytes
    shape: Shape = Shape.WHOLE


class Frames:
    """Cut a stream of bytes into frames; memory stays below the body limit whatever arrives."""

    def __init__(self, *, body_limit: int = BODY_LIMIT) -> None:
        self._limit = body_limit
        self._buffer = bytearray()
        self._is_inside = False
        self._is_dropping = False

    @property
    def is_unfinished(self) -> bool:
        """Say whether a message has begun and not ended."""
        return self._is_inside or bool(self._buffer.strip(_BLANK))

    def feed(self, data: bytes) -> list[Frame]:
        """Take the next bytes and give every frame that they finish."""
        frames: list[Frame] = []
        position = 0
        while position < len(data):
            marks = (START, END) if self._is_inside else (START,)
            found = [at for mark in marks if (at := data.find(mark, position)) >= 0]
            end = min(found, default=len(data))
            frames += self._take(data[position:end])
            if found:
                frames += self._close(is_whole=data[end : end + 1] == END)
                self._is_inside = data[end : end + 1] == START
            position = end + 1
        return frames

    def end(self) -> list[Frame]:
        """Give what is left when no more bytes will come."""
        left = self._close(is_whole=False)
        self._is_inside = False
        return left

    def _take(self, part: bytes) -> list[Frame]:
        if self._is_dropping:
            return []
        self._buffer += part
        if len(self._buffer) <= self._limit:
            return []
        self._is_dropping = True
        head = bytes(self._buffer[:_KEPT_OF_TOO_LONG])
        self._buffer.clear()
        return [Frame(body=head, shape=Shape.TOO_LONG)]

    def _close(self, *, is_whole: bool) -> list[Frame]:
        body, was_dropping = bytes(self._buffer), self._is_dropping
        self._buffer.clear()
        self._is_dropping = False
        if was_dropping:
            return []
        if is_whole:
            return [Frame(body=body)]
        if self._is_inside:
            return [Frame(body=body, shape=Shape.CUT)]
        return [Frame(body=body, shape=Shape.STRAY)] if body.strip(_BLANK) else []
