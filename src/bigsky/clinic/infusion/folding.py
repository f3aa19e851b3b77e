"""From rows to the science's happenings and back: the science folds, the tables keep."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from bigsky.clinic.infusion.models import Observation, SessionEvent
from bigsky.ketamine.infusion import events, observation
from bigsky.ketamine.infusion.delivery import Line
from bigsky.ketamine.infusion.kinds import kind_named
from bigsky.ketamine.vocabulary.timeline import Happening

Payload = Mapping[str, Any]
Happenings = tuple[Happening[events.Event], ...]


def _programme(payload: Payload) -> events.Programme:
    return events.Programme(
        rate_ml_per_h=Decimal(payload["rate_ml_per_h"]),
        volume_ml=Decimal(payload["volume_ml"]),
        concentration_mg_per_ml=Decimal(payload["concentration_mg_per_ml"]),
    )


_READ: Mapping[str, Callable[[Payload], events.Event]] = {
    "start": lambda said: events.Start(programme=_programme(said)),
    "pause": lambda _: events.Pause(),
    "resume": lambda _: events.Resume(),
    "change rate": lambda said: events.ChangeRate(rate_ml_per_h=Decimal(said["rate_ml_per_h"])),
    "stop": lambda said: events.Stop(reason=said["reason"]),
    "flush": lambda said: events.Flush(volume_ml=Decimal(said["volume_ml"])),
    "begin recovery": lambda _: events.BeginRecovery(),
    "discharge": lambda _: events.Discharge(),
    "complete": lambda _: events.Complete(),
    "cancel": lambda said: events.Cancel(reason=said["reason"]),
    "transfer": lambda said: events.Transfer(reason=said["reason"]),
}


def happening_of(row: SessionEvent) -> Happening[events.Event]:
    """Read one stored event as the science knows it."""
    what = _READ[row.kind](row.payload)
    return Happening(happened_at=row.happened_at, entered_at=row.entered_at, what=what)


def as_recorded(kind: str, payload: Payload) -> dict[str, Any]:
    """Write an event as the science reads it, with its limits, before it is stored."""
    said = {"programme": payload} if kind == "start" else payload
    return {**said, "event": kind.replace(" ", "-")}


def happenings_of(rows: Iterable[SessionEvent]) -> Happenings:
    """Read stored events as the science knows them."""
    return tuple(happening_of(row) for row in rows)


def observation_of(row: Observation) -> observation.Observation:
    """Read one stored observation as the science knows it; unaccepted stays unaccepted."""
    kind = kind_named(row.kind)
    if kind is None:
        raise ValueError(f"{row.kind} is stored but no longer known")
    return observation.Observation(
        kind=kind,
        value=row.value,
        observed_at=row.observed_at,
        accepted_by=row.accepted_by.username if row.accepted_by else None,
        origin="device" if row.origin == "device" else "manual",
    )


def programme_payload(plan: Payload) -> dict[str, str]:
    """Say what is set on the pump for a plan: the drawn dose in the volume really made up."""
    volume_ml, dose_mg = Decimal(plan["total_ml"]), Decimal(plan["actual_dose_mg"])
    return {
        "rate_ml_per_h": str(plan["rate_ml_per_h"]),
        "volume_ml": str(volume_ml),
        "concentration_mg_per_ml": str(dose_mg / volume_ml),
    }


def line_of(plan: Payload) -> Line:
    """Say what the tubing of this plan holds."""
    return Line(dead_volume_ml=Decimal(str(plan.get("dead_volume_ml", "0"))))
