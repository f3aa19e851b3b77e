"""The clinic's screening policy: thresholds and forces, each with its source; in force only while signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bigsky.ketamine.vocabulary.citation import Citation
from bigsky.ketamine.vocabulary.finding import Force
from bigsky.ketamine.vocabulary.policy import PolicyStamp


class PolicyStatus(StrEnum):
    """An example ships; a signed policy is somebody's decision."""

    EXAMPLE = "example"
    SIGNED = "signed"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """One number of the policy, with unit and source."""

    value: Decimal
    unit: str
    source: Citation


@dataclass(frozen=True, kw_only=True)
class RuleForce:
    """What follows when a rule is not met, and who says so."""

    force: Force
    source: Citation


@dataclass(frozen=True, kw_only=True)
class ScreeningPolicy:
    """One version of the policy; both effective dates are included."""

    stamp: PolicyStamp
    status: PolicyStatus
    thresholds: Mapping[str, Threshold]
    rules: Mapping[str, RuleForce]
    effective_from: date | None = None
    effective_until: date | None = None

    def is_active(self, day: date) -> bool:
        """Say whether it is signed and in force on this day."""
        return (
            self.status is PolicyStatus.SIGNED
            and self.stamp.is_active_on(day)
            and (self.effective_from is None or self.effective_from <= day)
            and (self.effective_until is None or day <= self.effective_until)
        )

    @property
    def values(self) -> dict[str, Decimal]:
        """Give the bare numbers, by threshold name."""
        return {name: threshold.value for name, threshold in self.thresholds.items()}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "ScreeningPolicy":
        """Read what the schema `screening-policy` describes, from JSON or TOML."""
        return cls(
            stamp=PolicyStamp.from_json(raw),
            status=PolicyStatus(raw["status"]),
            thresholds={name: _threshold(each) for name, each in raw["thresholds"].items()},
            rules={rule_id: _rule_force(each) for rule_id, each in raw["rules"].items()},
            effective_from=_day(raw.get("effective_from")),
            effective_until=_day(raw.get("effective_until")),
        )


def _threshold(raw: Mapping[str, Any]) -> Threshold:
    return Threshold(
        value=Decimal(str(raw["value"])), unit=raw["unit"], source=Citation.from_json(raw["source"])
    )


def _rule_force(raw: Mapping[str, Any]) -> RuleForce:
    return RuleForce(force=Force(raw["force"]), source=Citation.from_json(raw["source"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
