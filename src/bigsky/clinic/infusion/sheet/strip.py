"""The strip of one session: pump, predicted plasma, readings, what was due, what happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.folding import line_of
from bigsky.clinic.infusion.models import Observation, Session
from bigsky.ketamine.infusion import delivery, pump
from bigsky.ketamine.infusion.kinds import (
    DIASTOLIC,
    DISSOCIATION,
    HEART_RATE,
    SPO2,
    SYSTOLIC,
    ObservationKind,
)
from bigsky.ketamine.infusion.monitoring import DueState
from bigsky.ketamine.pharmacology.models import model_named
from bigsky.ketamine.pharmacology.simulate import simulate
from bigsky.ketamine.vocabulary.quantities import plain
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.pictures.infusion_record import (
    DueReading,
    InfusionRecord,
    Pressure,
    PumpSpan,
    Reading,
    StripEvent,
)
from bigsky.pictures.infusion_strip import infusion_strip
from bigsky.pictures.picture import Picture

_EVERY = timedelta(seconds=30)
_AFTER_MIN = 60.0


def strip_of(session: Session, at: datetime) -> Picture | None:
    """Draw a started session; before the start there is nothing to draw."""
    started_at = queries.state_of(session).started_at
    if started_at is None:
        return None
    return infusion_strip(_record(session, started_at, at), picture_id=f"strip-{session.pk.hex[:8]}")


def _record(session: Session, started_at: datetime, at: datetime) -> InfusionRecord:
    end_at = queries.state_of(session).ended_at or queries.empty_at(session, at) or at
    minutes = Minutes(started_at)
    end_min = max(minutes.of(end_at), minutes.of(at)) + _AFTER_MIN / 3
    seen = list(queries.observations_of(session))
    return InfusionRecord(
        start_min=min(-5.0, *(max(-30.0, minutes.of(row.observed_at)) for row in seen)) if seen else -5.0,
        end_min=end_min,
        started_at=started_at,
        now_min=minutes.of(at),
        pump=_pump(session, at, minutes),
        plasma_ng_per_ml=_plasma(session, end_at, end_min),
        pressures=_pressures(seen, minutes),
        pulse_per_min=_readings(seen, HEART_RATE, minutes),
        saturation_percent=_readings(seen, SPO2, minutes),
        dissociation_0_to_10=_readings(seen, DISSOCIATION, minutes),
        due=_due(session, at, minutes),
        events=tuple(
            StripEvent(at_min=minutes.of(each.happened_at), label=each.kind)
            for each in queries.events_of(session)
        ),
        title=f"Session {session.number_in_course}, chair {session.chair_code}",
    )


class Minutes:
    """Minutes since the start of the pump."""

    def __init__(self, started_at: datetime) -> None:
        self._started_at = started_at

    def of(self, moment: datetime) -> float:
        """Say how many minutes after the start a moment lies; negative before it."""
        return (moment - self._started_at).total_seconds() / 60


def _pump(session: Session, at: datetime, minutes: Minutes) -> tuple[PumpSpan, ...]:
    runs = pump.pump_runs(queries.happenings(session), until=at)
    spans = [
        PumpSpan(
            start_min=minutes.of(run.began_at),
            end_min=minutes.of(run.ended_at),
            label=f"{plain(run.rate_ml_per_h)} mL/h",
        )
        for run in runs
    ]
    pauses = [
        PumpSpan(start_min=before.end_min, end_min=after.start_min, is_running=False)
        for before, after in pairwise(spans)
        if after.start_min > before.end_min
    ]
    return (*spans, *pauses)


def _plasma(session: Session, end_at: datetime, end_min: float) -> tuple[Reading, ...]:
    prediction = session.plan_content.get("prediction", {})
    model = model_named(prediction.get("model", ""))
    happenings = queries.happenings(session)
    regimen = delivery.regimen_from_events(happenings, until=end_at, line=line_of(session.plan_content))
    if model is None or isinstance(regimen, Refusal) or not regimen.segments:
        return ()
    times = [float(minute) for minute in range(int(end_min) + 1)]
    answer = simulate(model, regimen=regimen, weight_kg=float(prediction["weight_kg"]), times_min=times)
    if isinstance(answer, Refusal):
        return ()
    return tuple(
        Reading(at_min=minute, value=value)
        for minute, value in zip(times, answer.ketamine_ng_per_ml, strict=True)
    )


def _pressures(seen: Iterable[Observation], minutes: Minutes) -> tuple[Pressure, ...]:
    pairs: dict[datetime, dict[str, Observation]] = {}
    for row in seen:
        pairs.setdefault(row.observed_at, {})[row.kind] = row
    return tuple(
        Pressure(
            at_min=minutes.of(moment),
            systolic=float(pair[SYSTOLIC.key].value),
            diastolic=float(pair[DIASTOLIC.key].value),
            is_accepted=bool(pair[SYSTOLIC.key].accepted_at and pair[DIASTOLIC.key].accepted_at),
        )
        for moment, pair in sorted(pairs.items())
        if SYSTOLIC.key in pair and DIASTOLIC.key in pair
    )


def _readings(seen: Iterable[Observation], kind: ObservationKind, minutes: Minutes) -> tuple[Reading, ...]:
    # A monitor sends a value every few seconds; one each half minute draws the same line.
    kept: dict[int, Observation] = {}
    for row in seen:
        if row.kind == kind.key:
            kept[int(minutes.of(row.observed_at) * 60 // _EVERY.seconds)] = row
    return tuple(
        Reading(
            at_min=minutes.of(row.observed_at),
            value=float(row.value),
            is_accepted=row.accepted_at is not None,
        )
        for row in kept.values()
    )


def _due(session: Session, at: datetime, minutes: Minutes) -> tuple[DueReading, ...]:
    return tuple(
        DueReading(
            at_min=minutes.of(each.due_at),
            what=f"{each.phase} the infusion",
            is_taken=each.state is DueState.TAKEN,
        )
        for each in queries.due_readings(session, at)
    )
