"""What one infusion's strip shows; times are minutes from the start of the infusion, negative before."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class PumpSpan:
    """A stretch in which the pump runs or is paused, with a few words such as `60 mL/h`."""

    start_min: float
    end_min: float
    is_running: bool = True
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A measured or predicted number; not accepted means no nurse has looked at it yet."""

    at_min: float
    value: float
    is_accepted: bool = True


@dataclass(frozen=True, kw_only=True)
class Pressure:
    """A blood pressure, mmHg."""

    at_min: float
    systolic: float
    diastolic: float
    is_accepted: bool = True


@dataclass(frozen=True, kw_only=True)
class DueReading:
    """A reading the policy asks for at a moment."""

    at_min: float
    what: str
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class StripEvent:
    """Something that happened, in a few words."""

    at_min: float
    label: str


@dataclass(frozen=True, kw_only=True)
class InfusionRecord:
    """Everything on one time axis from `start_min` to `end_min`; `started_at` (zoned) adds the clock."""

    end_min: float
    start_min: float = 0.0
    started_at: datetime | None = None
    now_min: float | None = None
    pump: tuple[PumpSpan, ...] = ()
    plasma_ng_per_ml: tuple[Reading, ...] = ()
    pressures: tuple[Pressure, ...] = ()
    pulse_per_min: tuple[Reading, ...] = ()
    saturation_percent: tuple[Reading, ...] = ()
    dissociation_0_to_10: tuple[Reading, ...] = ()
    due: tuple[DueReading, ...] = ()
    events: tuple[StripEvent, ...] = ()
    title: str = "Infusion"
