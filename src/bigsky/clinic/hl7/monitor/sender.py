"""Sends over MLLP as a monitor does: waits for the answer, sends again what was not acknowledged."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bigsky.clinic.hl7.wire.frame import Frame, Frames, framed

_ANSWER_WITHIN_S = 10.0
# A gateway that starts, or starts again, is no news.
_PATIENCE_S = 10.0
_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 5.0


@dataclass(kw_only=True)
class Tally:
    """What became of the messages so far."""

    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    sent_again: int = 0
    connections: int = 0


class Sender:
    """One connection to a gateway, opened anew whenever it breaks."""

    def __init__(
        self, *, host: str, port: int, stop: threading.Event, trouble: Callable[[str], None] = lambda _: None
    ) -> None:
        self.tally = Tally()
        self._address = (host, port)
        self._stop = stop
        self._trouble = trouble
        self._socket: socket.socket | None = None
        self._frames = Frames()
        self._asked_at = 0.0
        self._has_complained = False

    def send(self, body: bytes) -> str:
        """Send until there is an answer: the acknowledgement code, or nothing when told to stop before."""
        self.tally.sent += 1
        self._asked_at, self._has_complained = time.monotonic(), False
        pause_s = _FIRST_PAUSE_S
        while not self._stop.is_set():
            code = self._try(body)
            if code[1:] in {"A", "R"}:
                self.tally.acknowledged += code[1:] == "A"
                self.tally.refused += code[1:] == "R"
                return code
            # Not stored (AE, CE) or not heard: the same bytes again, so that they are recognised.
            self.tally.sent_again += 1
            self._stop.wait(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
        return ""

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _try(self, body: bytes) -> str:
        try:
            connection = self._connected()
            connection.sendall(framed(body))
            return _code(self._answer(connection))
        except OSError as error:
            self._complain(str(error))
            self.close()
            return ""

    def _complain(self, what: str) -> None:
        """Say what is wrong when it lasts: once a message, not at every attempt."""
        if not self._has_complained and time.monotonic() - self._asked_at > _PATIENCE_S:
            self._has_complained = True
            self._trouble(what)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=_ANSWER_WITHIN_S)
            self._frames = Frames()
            self.tally.connections += 1
        return self._socket

    def _answer(self, connection: socket.socket) -> Frame:
        while True:
            data = connection.recv(65_536)
            if not data:
                raise ConnectionError("the gateway hung up")
            frames = self._frames.feed(data)
            if frames:
                return frames[0]


def _code(answer: Frame) -> str:
    """Read the acknowledgement code (MSA-1)."""
    for segment in answer.body.split(b"\r"):
        if segment.startswith(b"MSA|"):
            return segment.split(b"|")[1].decode("ascii", errors="replace")
    return ""
