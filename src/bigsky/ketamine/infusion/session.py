"""What is happening in the chair: a session's state, folded from its events at their true time.

prepared → running ⇄ paused → stopped → recovering → discharged → completed;
cancelled before the start; transferred, in an emergency, from every live state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bigsky.ketamine.infusion.events import (
    BeginRecovery,
    Cancel,
    ChangeRate,
    Complete,
    Discharge,
    Event,
    Flush,
    Pause,
    Programme,
    Resume,
    Start,
    Stop,
    Transfer,
)
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.ketamine.vocabulary.timeline import Happening, in_true_order


class SessionState(StrEnum):
    """Where a session stands."""

    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    RECOVERING = "recovering"
    DISCHARGED = "discharged"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


# From each state: which events may happen, and where they lead.
STEPS: Mapping[SessionState, Mapping[type, SessionState]] = {
    SessionState.PREPARED: {
        Start: SessionState.RUNNING,
        Cancel: SessionState.CANCELLED,
        Transfer: SessionState.TRANSFERRED,
    },
    SessionState.RUNNING: {
        Pause: SessionState.PAUSED,
        ChangeRate: SessionState.RUNNING,
        Stop: SessionState.STOPPED,
        Transfer: SessionState.TRANSFERRED,
    },
    SessionState.PAUSED: {
        Resume: SessionState.RUNNING,
        ChangeRate: SessionState.PAUSED,
        Stop: SessionState.STOPPED,
        Transfer: SessionState.TRANSFERRED,
    },
    SessionState.STOPPED: {
        Flush: SessionState.STOPPED,
        BeginRecovery: SessionState.RECOVERING,
        Transfer: SessionState.TRANSFERRED,
    },
    SessionState.RECOVERING: {
        Flush: SessionState.RECOVERING,
        Discharge: SessionState.DISCHARGED,
        Transfer: SessionState.TRANSFERRED,
    },
    SessionState.DISCHARGED: {Complete: SessionState.COMPLETED},
    SessionState.COMPLETED: {},
    SessionState.CANCELLED: {},
    SessionState.TRANSFERRED: {},
}

Happenings = tuple[Happening[Event], ...]


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session's state with the moments that matter."""

    state: SessionState = SessionState.PREPARED
    programme: Programme | None = None
    rate_ml_per_h: Decimal = Decimal(0)
    started_at: datetime | None = None
    ended_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def allowed(self) -> tuple[str, ...]:
        """Name the events that may happen next."""
        return tuple(event.__name__ for event in STEPS[self.state])


def advance(session: Session, happening: Happening[Event]) -> Session | Refusal:
    """Take one step; an event the state does not allow is refused with those it does."""
    event = happening.what
    following = STEPS[session.state].get(type(event))
    if following is None:
        allowed = ", ".join(session.allowed) or "nothing"
        name = type(event).__name__
        return Refusal(
            field="event", reason=f"{name} cannot happen while {session.state}; allowed: {allowed}"
        )
    return _with_facts(replace(session, state=following), happening)


def session_of(happenings: Iterable[Happening[Event]]) -> Session | Refusal:
    """Fold all events at their true time; the first that cannot have happened is refused by name."""
    session = Session()
    for happening in in_true_order(happenings):
        following = _ill_timed(happening) or advance(session, happening)
        if isinstance(following, Refusal):
            return Refusal(field=following.field, reason=f"At {_clock(happening)}: {following.reason}")
        session = following
    return session


def record(happenings: Iterable[Happening[Event]], new: Happening[Event]) -> Happenings | Refusal:
    """Add one event, perhaps late, unless it or a later recorded one would become impossible."""
    before = tuple(happenings)
    upto = tuple(each for each in in_true_order((*before, new)) if _not_after(each, new))
    at_its_time = session_of(upto)
    if isinstance(at_its_time, Refusal):
        return at_its_time
    after = session_of((*before, new))
    if isinstance(after, Refusal):
        name = f"{type(new.what).__name__} at {_clock(new)}"
        return Refusal(
            field="event", reason=f"{name} conflicts with what is already recorded. {after.reason}"
        )
    return in_true_order((*before, new))


def _with_facts(session: Session, happening: Happening[Event]) -> Session:
    at = happening.happened_at
    match happening.what:
        case Start(programme=programme):
            rate = programme.rate_ml_per_h
            return replace(session, programme=programme, rate_ml_per_h=rate, started_at=at)
        case ChangeRate(rate_ml_per_h=rate):
            return replace(session, rate_ml_per_h=rate)
        case Stop():
            return replace(session, ended_at=at)
        case Transfer():
            return replace(session, ended_at=session.ended_at or at, left_at=at)
        case Discharge():
            return replace(session, left_at=at)
    return session


def _ill_timed(happening: Happening[Event]) -> Refusal | None:
    if happening.happened_at.tzinfo is None or happening.entered_at.tzinfo is None:
        return Refusal(field="happened_at", reason="has no time zone")
    if happening.happened_at > happening.entered_at:
        return Refusal(field="happened_at", reason="lies after the moment it was entered")
    return None


def _not_after(each: Happening[Event], new: Happening[Event]) -> bool:
    return (each.happened_at, each.entered_at) <= (new.happened_at, new.entered_at)


def _clock(happening: Happening[Event]) -> str:
    return f"{happening.happened_at:%H:%M:%S}"
