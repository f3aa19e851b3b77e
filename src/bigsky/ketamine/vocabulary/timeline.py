"""Events that may become known late: each has the moment it happened and the moment it was entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Happening(Generic[T]):
    """Something that happened: true time, entry time (both zoned) and what it was."""

    happened_at: datetime
    entered_at: datetime
    what: T


def in_true_order(happenings: Iterable[Happening[T]]) -> tuple[Happening[T], ...]:
    """Order by the time things happened, then by the time they were entered."""
    return tuple(sorted(happenings, key=lambda each: (each.happened_at, each.entered_at)))
