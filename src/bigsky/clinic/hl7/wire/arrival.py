"""A message as it arrived: who sent it, when, and whether it can be read."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from bigsky.clinic.hl7.wire.frame import Frame, Shape
from bigsky.clinic.hl7.wire.header import Header, read_header


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One frame with its header and the moment it was complete."""

    body: bytes
    header: Header
    problem: str
    received_at: datetime

    @property
    def sender(self) -> str:
        """Name the sending application (MSH-3)."""
        return self.header.sender

    @property
    def control_id(self) -> str:
        """Give the sender's id of the message (MSH-10)."""
        return self.header.control_id

    @property
    def key(self) -> tuple[str, str]:
        """Say whose message it is and which."""
        return self.sender, self.control_id

    @cached_property
    def body_hash(self) -> str:
        """Fingerprint the bytes."""
        return sha256(self.body).hexdigest()


def arrived(frame: Frame, *, at: datetime) -> Arrival:
    """Look at a frame as far as is needed to store and to answer it."""
    header = read_header(frame.body)
    problem = header.problem if frame.shape is Shape.WHOLE else str(frame.shape)
    return Arrival(body=frame.body, header=header, problem=problem, received_at=at)
