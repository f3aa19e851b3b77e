"""What a monitor sends of one value, and whether it can be stored: whatever its size, in its own unit."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from bigsky.clinic.infusion.models import Observation
from bigsky.ketamine import library
from bigsky.ketamine.infusion.kinds import kind_named
from bigsky.ketamine.vocabulary.quantities import decimal_from
from bigsky.ketamine.vocabulary.refusal import Refusal

# What the column of observations can hold.
CLOCKS_DIFFER = timedelta(minutes=1)
_COLUMN_HOLDS = Decimal(999_999)
_COLUMN_STEP = Decimal("0.01")


class DeviceReading(NamedTuple):
    """One value as a monitor sent it, in the kind's own unit."""

    device_id: str
    kind: str
    value: Decimal
    unit: str
    observed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Received:
    """What became of the readings of one message."""

    stored: list[Observation] = field(default_factory=list)
    known: list[Observation] = field(default_factory=list)
    unbound: list[DeviceReading] = field(default_factory=list)
    refused: list[tuple[DeviceReading, Refusal]] = field(default_factory=list)
    doubtful: list[tuple[Observation, Refusal]] = field(default_factory=list)


def _storable(reading: DeviceReading, at: datetime) -> Decimal | Refusal:
    """Give the value as it is stored, or say why it cannot be; how likely it is plays no part."""
    if reading.observed_at > at + CLOCKS_DIFFER:
        # Kept in the raw inbox; on the chart it would stand as the newest value until that moment comes.
        return Refusal(field="clock", reason=f"its clock is ahead, at {reading.observed_at:%H:%M}")
    known = kind_named(reading.kind)
    if known is None:
        return _unknown_kind(reading.kind)
    if reading.unit != known.unit:
        return Refusal(field=reading.kind, reason=f"the unit {reading.unit!r} is not {known.unit!r}")
    value = decimal_from(reading.value, reading.kind)
    if isinstance(value, Refusal) or abs(value) < _COLUMN_HOLDS:
        return value if isinstance(value, Refusal) else value.quantize(_COLUMN_STEP)
    return Refusal(field=reading.kind, reason=f"{value:.1e} is too large to be stored")


def _doubt_of(row: Observation) -> Refusal | None:
    """Say when a stored value lies beyond anything entered by hand: a bad sensor, or a person in need."""
    limit = library.limits()[row.kind]
    if limit.refusal(row.value) is None:
        return None
    return Refusal(field=row.kind, reason=f"outside of what is entered by hand ({limit.allowed})")


def _unknown_kind(kind: str) -> Refusal:
    """Say that this is not observed here."""
    return Refusal(field="kind", reason=f"{kind!r} is not something that is observed here")
