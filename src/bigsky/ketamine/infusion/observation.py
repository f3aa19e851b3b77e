"""One measured fact with its time and origin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bigsky.ketamine.infusion.kinds import ALL_KINDS, ObservationKind
from bigsky.ketamine.vocabulary.quantities import Limits, plain, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Observation:
    """What was measured, when, and whether a person has accepted it yet."""

    kind: ObservationKind
    value: Decimal
    observed_at: datetime
    accepted_by: str | None
    origin: str = "manual"

    @property
    def is_accepted(self) -> bool:
        """Say whether a person stands for it; only then may it satisfy anything."""
        return bool(self.accepted_by)

    @property
    def words(self) -> str:
        """Say it shortly: `SBP 184`."""
        return f"{self.kind.short} {plain(self.value)}"

    @classmethod
    def from_json(cls, raw: Mapping[str, Any], limits: Limits) -> "Observation | Refusal":
        """Read an observation, held to its kind's plausible range."""
        kind = next((each for each in ALL_KINDS if each.key == raw.get("kind")), None)
        if kind is None:
            allowed = ", ".join(each.key for each in ALL_KINDS)
            return Refusal(field="kind", reason=f"{raw.get('kind')!r} is not one of {allowed}")
        value = quantity(raw.get("value"), limits[kind.key])
        if isinstance(value, Refusal):
            return value
        observed_at = moment(raw.get("observed_at"), "observed_at")
        if isinstance(observed_at, Refusal):
            return observed_at
        return cls(
            kind=kind,
            value=value,
            observed_at=observed_at,
            accepted_by=raw.get("accepted_by"),
            origin=raw.get("origin", "manual"),
        )


def moment(text: object, field: str) -> datetime | Refusal:
    """Read a zoned moment; one without a zone is refused."""
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return Refusal(field=field, reason=f"{text!r} is not a moment such as 2026-03-02T09:30:00+00:00")
    if read.tzinfo is None:
        return Refusal(field=field, reason=f"{text!r} has no time zone")
    return read


def latest_accepted(observations: Iterable[Observation], kind: ObservationKind) -> Observation | None:
    """Find the newest accepted observation of a kind; what nobody accepted does not exist here."""
    accepted = [each for each in observations if each.kind == kind and each.is_accepted]
    return max(accepted, key=lambda each: each.observed_at, default=None)
