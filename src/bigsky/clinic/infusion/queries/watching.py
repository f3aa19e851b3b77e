"""What the clinic's signed policies say of a session; without one in force nothing is watched, loudly."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from bigsky.clinic.infusion.folding import line_of, observation_of, programme_payload
from bigsky.clinic.infusion.models import Observation, Session
from bigsky.clinic.infusion.queries import rows
from bigsky.clinic.policy import queries as policy
from bigsky.ketamine import library
from bigsky.ketamine.infusion import delivery, monitoring, pump
from bigsky.ketamine.infusion import session as science
from bigsky.ketamine.infusion.discharge import DischargePolicy
from bigsky.ketamine.infusion.kinds import ObservationKind
from bigsky.ketamine.infusion.observation import Observation as Seen
from bigsky.ketamine.infusion.thresholds import Crossing, MonitoringPolicy, Watch, crossings
from bigsky.ketamine.vocabulary.policy import utc_day
from bigsky.ketamine.vocabulary.refusal import Refusal

log = logging.getLogger(__name__)
T = TypeVar("T")
_SECOND = timedelta(seconds=1)


def monitoring_policy(at: datetime) -> MonitoringPolicy | None:
    """Read the monitoring policy in force at a moment."""
    return _in_force("monitoring", at, MonitoringPolicy.from_json)


def discharge_policy(at: datetime) -> DischargePolicy | None:
    """Read the discharge policy in force at a moment."""
    return _in_force("discharge", at, DischargePolicy.from_json)


def _in_force(kind: str, at: datetime, read: Callable[[Mapping[str, Any]], T]) -> T | None:
    content = policy.content_in_force(kind, at)
    if content is None:
        return None
    try:
        return read(content)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        # Half a policy must not pass for one: every page then says that Big Sky is not prompting.
        log.error("The signed %s policy cannot be read and counts as none: %r", kind, problem)  # noqa: TRY400 - the reason is all that helps
        return None


def feed_policy(at: datetime) -> MonitoringPolicy:
    """Give the policy that says when a monitor counts as silent.

    Without one in force that is the shipped example: a number grows old also where nobody prompts.
    """
    return monitoring_policy(at) or library.monitoring_example()


def stale_after_s(kind: ObservationKind, *, policy_now: MonitoringPolicy | None, silent_s: int) -> int:
    """Say from which age a number of this kind no longer speaks for the person now."""
    if kind.is_continuous or policy_now is None:
        return silent_s
    return 60 * (policy_now.profile.during_every_min + policy_now.profile.late_min)


def part_of(folded: science.Session, moment: datetime) -> monitoring.Phase:
    """Say which part of the session a moment belongs to."""
    if folded.started_at is None or moment < folded.started_at:
        return monitoring.Phase.BEFORE
    if folded.ended_at is None or moment <= folded.ended_at:
        return monitoring.Phase.DURING
    return monitoring.Phase.AFTER


def watched(row: Observation, folded: science.Session, at: datetime) -> Watch:
    """Hold one observation, accepted or not, to the thresholds in force."""
    seen = observation_of(row)
    return crossings(seen, monitoring_policy(at), phase=part_of(folded, row.observed_at), on_date=utc_day(at))


def minutes_left(of: Session, at: datetime) -> Decimal | None:
    """Reckon the minutes until the syringe is empty at the present rate; negative when it already is."""
    end_at = empty_at(of, at)
    return None if end_at is None else Decimal((end_at - at).total_seconds()) / 60


def empty_at(of: Session, at: datetime) -> datetime | None:
    """Say when the programmed volume will have left (or has left) the pump; `None` before the start."""
    happenings = [each for each in rows.happenings(of) if each.happened_at <= at]
    folded = science.session_of(happenings)
    if isinstance(folded, Refusal) or folded.programme is None or folded.started_at is None:
        return None
    pumped = delivery.delivered(happenings, at=at, line=line_of(of.plan_content))
    if isinstance(pumped, Refusal):
        return None
    left_ml = folded.programme.volume_ml - pumped.pumped_ml
    runs = pump.pump_runs(happenings, until=at)
    if left_ml <= Decimal("0.0001") and runs:
        return _to_the_second(runs[-1].ended_at)
    seconds = float(left_ml / folded.rate_ml_per_h * 3600) if folded.rate_ml_per_h else 0.0
    return _to_the_second(at + timedelta(seconds=seconds))


def due_readings(of: Session, at: datetime) -> tuple[monitoring.DueObservation, ...]:
    """List every due reading of a started session with how it stands; none without a policy."""
    in_force = monitoring_policy(at)
    folded = rows.state_of(of)
    if in_force is None or folded.started_at is None:
        return ()
    return monitoring.due_observations(
        in_force.profile,
        folded,
        planned_end_at=folded.ended_at or empty_at(of, at) or at,
        observations=_accepted(rows.observations_of(of)),
        at=at,
    )


def baseline_missing(of: Session, at: datetime) -> tuple[str, ...]:
    """Name what a start at this moment would lack in accepted baseline observations."""
    in_force = monitoring_policy(at)
    if in_force is None:
        return ()
    as_if = replace(science.Session(), state=science.SessionState.RUNNING, started_at=at)
    before, *_ = monitoring.due_observations(
        in_force.profile,
        as_if,
        planned_end_at=at + timedelta(minutes=1),
        observations=_accepted(rows.observations_of(of)),
        at=at,
    )
    return tuple(kind.short for kind in before.missing)


def programmed_mg(of: Session) -> Decimal:
    """Reckon what the plan gives when all of it has run."""
    programme = programme_payload(of.plan_content)
    return Decimal(programme["volume_ml"]) * Decimal(programme["concentration_mg_per_ml"])


def threshold_key(crossing: Crossing) -> str:
    """Name the rule that was crossed."""
    rule = crossing.threshold
    return f"{rule.kind.key}:{rule.side}:{rule.limit}"


def _accepted(seen: Iterable[Observation]) -> list[Seen]:
    return [observation_of(row) for row in seen if row.accepted_at]


def _to_the_second(moment: datetime) -> datetime:
    # The end is reckoned anew at each look; without this it would flicker by a microsecond.
    return (moment + _SECOND / 2).replace(microsecond=0)
