"""One session at one moment: what is happening, what is next, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.models import Observation, Session
from bigsky.clinic.infusion.queries import watching
from bigsky.clinic.infusion.sheet.numbers import LiveNumber, Staleness, live_numbers
from bigsky.clinic.prompts import queries as prompts
from bigsky.ketamine.infusion import session as science
from bigsky.ketamine.infusion.kinds import SYSTOLIC, kind_named
from bigsky.ketamine.infusion.monitoring import DueObservation, DueState
from bigsky.ketamine.vocabulary.quantities import plain
from bigsky.pictures.minutes_left_arc import MinutesLeft, minutes_left_arc
from bigsky.pictures.picture import Picture

State = science.SessionState
PUMPING = frozenset({State.RUNNING, State.PAUSED})
RESTING = frozenset({State.STOPPED, State.RECOVERING})
_SHOWN_SETS = 5


@dataclass(frozen=True, kw_only=True)
class Unaccepted:
    """What a monitor said at one moment and nobody stands for yet."""

    observed_at: datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How much has reached the vein, of how much."""

    delivered_mg: Decimal
    planned_mg: Decimal
    in_line_mg: Decimal

    @property
    def shown_mg(self) -> str:
        """Say it to a tenth of a milligram."""
        return f"{self.delivered_mg:.1f}"

    @property
    def percent(self) -> int:
        """Say which share of the plan that is."""
        return int(100 * self.delivered_mg / self.planned_mg) if self.planned_mg else 0


@dataclass(frozen=True, kw_only=True)
class NextDue:
    """The reading that is due now or next."""

    due: DueObservation
    in_min: int

    @property
    def is_open(self) -> bool:
        """Say whether it can be taken now."""
        return self.due.state is DueState.DUE

    @property
    def lacking(self) -> str:
        """Name what it still lacks."""
        return ", ".join(kind.short for kind in self.due.missing)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything the chairside shows of one session at one moment."""

    session: Session
    at: datetime
    folded: science.Session
    arc: Picture | None
    dose: Dose
    numbers: list[LiveNumber]
    feed: queries.Feed
    next_due: NextDue | None
    missed: list[DueObservation]
    unaccepted: list[Unaccepted]
    prompts: list[Any]
    before_start: list[str]
    is_watched: bool

    @property
    def phase(self) -> str:
        """Name the phase."""
        return str(self.folded.state)

    @property
    def is_calm(self) -> bool:
        """Say whether nothing waits for anybody."""
        return not (self.prompts or self.missed or self.feed.is_silent) and self.is_watched

    @property
    def has_left(self) -> bool:
        """Say whether the person is no longer in the chair."""
        return self.folded.state not in {State.PREPARED, *PUMPING, *RESTING}


def sheet_of(session: Session, at: datetime) -> Sheet:
    """Put together what is known of a session at a moment."""
    folded = queries.state_of(session)
    policy = queries.monitoring_policy(at)
    feed = queries.feed_of(session, at)
    due = queries.due_readings(session, at)
    coming = _next_due(due, at)
    is_prepared = folded.state is State.PREPARED
    return Sheet(
        session=session,
        at=at,
        folded=folded,
        arc=_arc(session, folded, at),
        dose=_dose(session, at),
        numbers=live_numbers(
            queries.newest_of(session), Staleness(policy=policy, silent_after_s=feed.silent_after_s)
        ),
        feed=feed,
        next_due=coming,
        missed=[each for each in due if each.state is DueState.MISSED],
        unaccepted=_unaccepted(session, wants_now=is_prepared or (coming is not None and coming.is_open)),
        prompts=list(prompts.open_in_session(session.pk)),
        before_start=queries.missing_before_start(session, at) if is_prepared else [],
        is_watched=policy is not None and policy.stamp.is_active_at(at),
    )


def _arc(session: Session, folded: science.Session, at: datetime) -> Picture | None:
    left = _minutes_left(session, folded, at)
    if left is None:
        return None
    return minutes_left_arc(left, picture_id=f"arc-{session.pk.hex[:8]}")


def _minutes_left(session: Session, folded: science.Session, at: datetime) -> MinutesLeft | None:
    total = float(session.plan_content["actual_minutes"])
    if folded.state in PUMPING:
        left = queries.minutes_left(session, at)
        is_paused = folded.state is State.PAUSED
        return MinutesLeft(
            left_min=float(left or 0), total_min=total, phase=str(folded.state), is_paused=is_paused
        )
    stay = watching.discharge_policy(at)
    if folded.state not in RESTING or folded.ended_at is None or stay is None or not stay.minimum_stay_min:
        return None
    free_at = folded.ended_at + timedelta(minutes=stay.minimum_stay_min)
    left_min = max(0.0, (free_at - at).total_seconds() / 60)
    return MinutesLeft(left_min=left_min, total_min=stay.minimum_stay_min, phase=str(folded.state))


def _dose(session: Session, at: datetime) -> Dose:
    so_far = queries.delivered(session, at)
    return Dose(
        delivered_mg=so_far.dose_mg,
        planned_mg=queries.programmed_mg(session),
        in_line_mg=so_far.in_line_mg,
    )


def _next_due(due: Iterable[DueObservation], at: datetime) -> NextDue | None:
    waiting = [each for each in due if each.state in {DueState.DUE, DueState.UPCOMING}]
    first = min(waiting, key=lambda each: each.due_at, default=None)
    if first is None:
        return None
    return NextDue(due=first, in_min=round((first.due_at - at).total_seconds() / 60))


def _unaccepted(session: Session, *, wants_now: bool) -> list[Unaccepted]:
    moments: dict[datetime, list[Observation]] = {}
    for row in queries.observations_of(session).filter(accepted_at__isnull=True):
        moments.setdefault(row.observed_at, []).append(row)
    # Between two cuff readings a monitor sends hundreds of values: they draw the trend. Only the newest
    # is asked for, and only while a reading is due.
    newest = max(moments, default=None) if wants_now else None
    wanted = [
        moment
        for moment, said in moments.items()
        if moment == newest or any(each.kind == SYSTOLIC.key for each in said)
    ]
    return [
        Unaccepted(observed_at=moment, words=_words(moments[moment]))
        for moment in sorted(wanted, reverse=True)[:_SHOWN_SETS]
    ]


def _words(rows: Iterable[Observation]) -> str:
    said = []
    for row in rows:
        kind = kind_named(row.kind)
        said.append(f"{kind.short if kind else row.kind} {plain(row.value)}")
    return " · ".join(said)
