"""What can happen in a session. Each event says only what happened; `session` says what follows."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What was set on the pump."""

    rate_ml_per_h: Decimal
    volume_ml: Decimal
    concentration_mg_per_ml: Decimal

    @property
    def dose_mg(self) -> Decimal:
        """What the whole programme would give."""
        return self.volume_ml * self.concentration_mg_per_ml


@dataclass(frozen=True, kw_only=True)
class Start:
    """The pump began to run."""

    programme: Programme


@dataclass(frozen=True, kw_only=True)
class Pause:
    """The pump was halted for a while."""


@dataclass(frozen=True, kw_only=True)
class Resume:
    """The pump runs on at the rate last set."""


@dataclass(frozen=True, kw_only=True)
class ChangeRate:
    """Another rate was set; while paused it holds from the next resume."""

    rate_ml_per_h: Decimal


@dataclass(frozen=True, kw_only=True)
class Stop:
    """The infusion ended: finished, or for another reason."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Flush:
    """Carrier pushed what was left in the line into the vein."""

    volume_ml: Decimal


@dataclass(frozen=True, kw_only=True)
class BeginRecovery:
    """The person rests under watch."""


@dataclass(frozen=True, kw_only=True)
class Discharge:
    """The person left, by the discharge checklist."""


@dataclass(frozen=True, kw_only=True)
class Complete:
    """The record was closed."""


@dataclass(frozen=True, kw_only=True)
class Cancel:
    """The session was called off before it started."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """An emergency: the person was handed to another place; the pump is off from then on."""

    reason: str


Event = (
    Start
    | Pause
    | Resume
    | ChangeRate
    | Stop
    | Flush
    | BeginRecovery
    | Discharge
    | Complete
    | Cancel
    | Transfer
)
