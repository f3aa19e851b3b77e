"""Events that may become known late: each has the moment it happened and the moment it was entered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")
State = TypeVar("State")


@dataclass(frozen=True, kw_only=True)
class Happening(Generic[T]):
    """Something that happened: true time, entry time (both zoned) and what it was."""

    happened_at: datetime
    entered_at: datetime
    what: T


def in_true_order(happenings: Iterable[Happening[T]]) -> tuple[Happening[T], ...]:
    """Order by the time things happened, then by the time they were entered."""
    return tuple(sorted(happenings, key=lambda each: (each.happened_at, each.entered_at)))


def refold(
    start: State, happenings: Iterable[Happening[T]], advance: Callable[[State, Happening[T]], State]
) -> State:
    """Fold all happenings at their true time, so that a late entry counts as if entered on time."""
    state = start
    for happening in in_true_order(happenings):
        state = advance(state, happening)
    return state
