"""How much is given, when: constant-rate segments of one or more infusions."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from bigsky.ketamine.vocabulary.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of time in which a pump runs at one rate."""

    start_min: float
    end_min: float
    rate_mg_per_min: float

    @property
    def dose_mg(self) -> float:
        """What this segment gives."""
        return (self.end_min - self.start_min) * self.rate_mg_per_min

    def as_json(self) -> dict[str, float]:
        """Give the segment as plain JSON."""
        return {
            "start_min": self.start_min,
            "end_min": self.end_min,
            "rate_mg_per_min": self.rate_mg_per_min,
        }


@dataclass(frozen=True, kw_only=True)
class RateChange:
    """A pump was set to a rate: a start, a new rate, or 0 for a pause or a stop."""

    at_min: float
    rate_mg_per_min: float


@dataclass(frozen=True, kw_only=True)
class Regimen:
    """All of it over time. Segments may overlap: rates then add."""

    segments: tuple[Segment, ...]

    @property
    def dose_mg(self) -> float:
        """The whole dose."""
        return sum(segment.dose_mg for segment in self.segments)

    @property
    def start_min(self) -> float:
        """When the first drop runs; 0 if nothing is given."""
        return min((segment.start_min for segment in self.segments), default=0.0)

    @property
    def end_min(self) -> float:
        """When the last drop has run; 0 if nothing is given."""
        return max((segment.end_min for segment in self.segments), default=0.0)

    def as_json(self) -> dict[str, object]:
        """Give the regimen as plain JSON."""
        return {"dose_mg": self.dose_mg, "segments": [segment.as_json() for segment in self.segments]}


def regimen_of(segments: Iterable[Segment]) -> Regimen | Refusal:
    """Hold segments to what a pump can do: times from 0 on, an end after the start, no negative rate."""
    checked = tuple(segments)
    for segment in checked:
        if (refusal := _refusal(segment)) is not None:
            return refusal
    return Regimen(segments=checked)


def constant_infusion(*, dose_mg: float, minutes: float) -> Regimen | Refusal:
    """Give a dose at one rate from minute 0 on."""
    if not (isfinite(minutes) and minutes > 0):
        return Refusal(field="minutes", reason=f"{minutes} is not possible; allowed is more than 0 min")
    if not (isfinite(dose_mg) and dose_mg >= 0):
        return Refusal(field="dose_mg", reason=f"{dose_mg} is not possible; allowed is 0 mg or more")
    return regimen_of([Segment(start_min=0.0, end_min=minutes, rate_mg_per_min=dose_mg / minutes)])


def regimen_from_pump(changes: Iterable[RateChange], *, until_min: float) -> Regimen | Refusal:
    """Rebuild what one pump gave from its rate changes: each rate holds until the next, or until `until_min`.

    Changes may come in any order; of two at the same moment the later entry counts.
    """
    at = {change.at_min: change.rate_mg_per_min for change in changes}
    for moment in (*at, until_min):
        if not (isfinite(moment) and moment >= 0):
            return Refusal(field="at_min", reason=f"{moment} is not possible; allowed is 0 min or more")
    starts = sorted(start for start in at if start < until_min)
    ends = [*starts[1:], until_min]
    return regimen_of(
        Segment(start_min=start, end_min=end, rate_mg_per_min=at[start])
        for start, end in zip(starts, ends, strict=False)
        if at[start] != 0
    )


def _refusal(segment: Segment) -> Refusal | None:
    if not (isfinite(segment.start_min) and segment.start_min >= 0):
        return Refusal(
            field="start_min", reason=f"{segment.start_min} is not possible; allowed is 0 min or more"
        )
    if not (isfinite(segment.end_min) and segment.end_min > segment.start_min):
        return Refusal(
            field="end_min",
            reason=f"{segment.end_min} is not possible; allowed is later than {segment.start_min} min",
        )
    if not (isfinite(segment.rate_mg_per_min) and segment.rate_mg_per_min >= 0):
        return Refusal(
            field="rate_mg_per_min",
            reason=f"{segment.rate_mg_per_min} is not possible; allowed is 0 mg/min or more",
        )
    return None
