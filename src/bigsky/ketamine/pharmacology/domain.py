"""For whom and for what a published model holds, and what to say when it is used beyond that."""

from collections.abc import Mapping
from dataclasses import dataclass

from bigsky.ketamine.vocabulary.citation import Citation


@dataclass(frozen=True, kw_only=True)
class Range:
    """What the data of a model covered in one quantity, both ends included."""

    quantity: str
    low: float
    high: float
    unit: str
    source: Citation

    def departure(self, value: float) -> "Departure | None":
        """Say so when a value lies outside."""
        if self.low <= value <= self.high:
            return None
        return Departure(
            quantity=self.quantity,
            value=value,
            note=f"{value:g} {self.unit} lies outside {self.low:g} to {self.high:g} {self.unit}; "
            "the prediction is extrapolated",
            source=self.source,
        )

    def as_json(self) -> dict[str, object]:
        """Give the range as plain JSON."""
        return {
            "quantity": self.quantity,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "source": self.source.as_json(),
        }


@dataclass(frozen=True, kw_only=True)
class Departure:
    """One way in which a model is used outside its domain."""

    quantity: str
    value: float
    note: str
    source: Citation

    def as_json(self) -> dict[str, object]:
        """Give the departure as plain JSON."""
        return {
            "quantity": self.quantity,
            "value": self.value,
            "note": self.note,
            "source": self.source.as_json(),
        }


@dataclass(frozen=True, kw_only=True)
class Domain:
    """Who was studied, what they were given, and the ranges this covers."""

    population: str
    given: str
    ranges: tuple[Range, ...]

    def departures(self, use: Mapping[str, float]) -> tuple[Departure, ...]:
        """List how a use departs from the domain; `use` names each quantity of `ranges`."""
        found = (each.departure(use[each.quantity]) for each in self.ranges)
        return tuple(departure for departure in found if departure is not None)

    def as_json(self, departures: tuple[Departure, ...]) -> dict[str, object]:
        """Give the domain, and how this use departs from it, as plain JSON."""
        return {
            "population": self.population,
            "given": self.given,
            "ranges": [each.as_json() for each in self.ranges],
            "is_inside": not departures,
            "departures": [each.as_json() for each in departures],
        }
