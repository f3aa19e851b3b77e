"""Which observations are due, which were made, and which were missed and stay missed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bigsky.ketamine.infusion.kinds import ObservationKind, kinds_named
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.infusion.session import Session
from bigsky.ketamine.vocabulary.citation import Citation


class Phase(StrEnum):
    """Which part of a session an observation belongs to."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class DueState(StrEnum):
    """How a due observation stands."""

    UPCOMING = "upcoming"
    DUE = "due"
    TAKEN = "taken"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class MonitoringProfile:
    """The grid of due observations; an early or late one counts within the two windows."""

    during_every_min: int
    after_every_min: int
    watch_after_min: int
    baseline_within_min: int
    early_min: int
    late_min: int
    kinds: tuple[ObservationKind, ...]
    source: Citation

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "MonitoringProfile":
        """Read the profile from JSON or TOML.

        Raises:
            ValueError: it asks for no kind or an unknown one, or a grid has no step.
        """
        windows = ("watch_after_min", "baseline_within_min", "early_min", "late_min")
        return cls(
            **{name: _minutes(raw, name, low=1) for name in ("during_every_min", "after_every_min")},
            **{name: _minutes(raw, name, low=0) for name in windows},
            kinds=kinds_named(raw["kinds"]),
            source=Citation.from_json(raw["source"]),
        )


@dataclass(frozen=True, kw_only=True)
class DueObservation:
    """One moment at which a set of observations is due, with how it stands."""

    phase: Phase
    due_at: datetime
    opens_at: datetime
    closes_at: datetime
    is_end_of_infusion: bool = False
    state: DueState = DueState.UPCOMING
    missing: tuple[ObservationKind, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give it as plain JSON."""
        return {
            "phase": str(self.phase),
            "due_at": self.due_at.isoformat(),
            "is_end_of_infusion": self.is_end_of_infusion,
            "state": str(self.state),
            "missing": [kind.key for kind in self.missing],
        }


def due_observations(
    profile: MonitoringProfile,
    session: Session,
    *,
    planned_end_at: datetime,
    observations: Iterable[Observation],
    at: datetime,
) -> tuple[DueObservation, ...]:
    """List every due moment of a started session with how it stands; before the start there are none."""
    if session.started_at is None:
        return ()
    seen = tuple(each for each in observations if each.is_accepted)
    moments = (
        _baseline(profile, session.started_at),
        *_during(profile, session, planned_end_at=planned_end_at, at=at),
        *_after(profile, session),
    )
    return tuple(_judged(due, profile, seen=seen, at=at) for due in moments)


def _minutes(raw: Mapping[str, Any], name: str, *, low: int) -> int:
    minutes = int(raw[name])
    if minutes < low:
        raise ValueError(f"{name} is {minutes}; allowed is {low} min or more")
    return minutes


def _baseline(profile: MonitoringProfile, started_at: datetime) -> DueObservation:
    return DueObservation(
        phase=Phase.BEFORE,
        due_at=started_at,
        opens_at=started_at - timedelta(minutes=profile.baseline_within_min),
        closes_at=started_at,
    )


def _during(
    profile: MonitoringProfile, session: Session, *, planned_end_at: datetime, at: datetime
) -> tuple[DueObservation, ...]:
    started_at, ended_at = session.started_at, session.ended_at
    if started_at is None:
        return ()
    late = timedelta(minutes=profile.late_min)
    grid = _grid(started_at, every_min=profile.during_every_min, until=max(planned_end_at, ended_at or at))
    # A grid moment beside the planned end gives way to it: one observation, not two.
    owed = sorted({planned_end_at, *(each for each in grid if abs(each - planned_end_at) > late)})
    if ended_at is None:
        return tuple(_window(profile, Phase.DURING, due, is_end=due == planned_end_at) for due in owed)
    # What could already be missed before the end stays; what was still open is taken over by the end itself.
    kept = [due for due in owed if due + late < ended_at]
    return (
        *(_window(profile, Phase.DURING, due) for due in kept),
        _window(profile, Phase.DURING, ended_at, is_end=True),
    )


def _after(profile: MonitoringProfile, session: Session) -> tuple[DueObservation, ...]:
    if session.ended_at is None:
        return ()
    watched_until = session.ended_at + timedelta(minutes=profile.watch_after_min)
    grid = _grid(session.ended_at, every_min=profile.after_every_min, until=watched_until)
    gone_at = session.left_at
    return tuple(_window(profile, Phase.AFTER, due) for due in grid if gone_at is None or due < gone_at)


def _grid(begin: datetime, *, every_min: int, until: datetime) -> list[datetime]:
    step = timedelta(minutes=every_min)
    return [begin + step * each for each in range(1, (until - begin) // step + 1)]


def _window(
    profile: MonitoringProfile, phase: Phase, due_at: datetime, *, is_end: bool = False
) -> DueObservation:
    return DueObservation(
        phase=phase,
        due_at=due_at,
        opens_at=due_at - timedelta(minutes=profile.early_min),
        closes_at=due_at + timedelta(minutes=profile.late_min),
        is_end_of_infusion=is_end,
    )


def _judged(
    due: DueObservation, profile: MonitoringProfile, *, seen: tuple[Observation, ...], at: datetime
) -> DueObservation:
    upto = min(due.closes_at, at)
    found = {each.kind for each in seen if due.opens_at <= each.observed_at <= upto}
    missing = tuple(kind for kind in profile.kinds if kind not in found)
    return DueObservation(
        phase=due.phase,
        due_at=due.due_at,
        opens_at=due.opens_at,
        closes_at=due.closes_at,
        is_end_of_infusion=due.is_end_of_infusion,
        state=_state(due, at, is_complete=not missing),
        missing=missing,
    )


def _state(due: DueObservation, at: datetime, *, is_complete: bool) -> DueState:
    if is_complete:
        return DueState.TAKEN
    if at > due.closes_at:
        return DueState.MISSED
    return DueState.DUE if at >= due.opens_at else DueState.UPCOMING
