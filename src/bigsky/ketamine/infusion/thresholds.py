"""One observation against the clinic's thresholds: what the policy says, never what to do with the drug."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

from bigsky.ketamine.infusion.kinds import ObservationKind, kinds_named
from bigsky.ketamine.infusion.monitoring import MonitoringProfile, Phase
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.policy import PolicyStamp
from bigsky.ketamine.vocabulary.quantities import plain

NO_POLICY = Citation(text="Thresholds are clinic policy; none is in force", trust=Trust.ASSUMED)


class Side(StrEnum):
    """On which side of its limit a value crosses."""

    ABOVE = "above"
    AT_OR_ABOVE = "at-or-above"
    BELOW = "below"
    AT_OR_BELOW = "at-or-below"


class Urgency(IntEnum):
    """How soon a person must look; of several crossings the most urgent speaks."""

    LOOK = 1
    PAUSE = 2
    EMERGENCY = 3


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """One limit of one kind in some phases, with the clinic's own words and the number's source."""

    kind: ObservationKind
    phases: tuple[Phase, ...]
    side: Side
    limit: Decimal
    urgency: Urgency
    says: str
    source: Citation

    def is_crossed_by(self, value: Decimal) -> bool:
        """Say whether a value lies on the wrong side."""
        match self.side:
            case Side.ABOVE:
                return value > self.limit
            case Side.AT_OR_ABOVE:
                return value >= self.limit
            case Side.BELOW:
                return value < self.limit
            case Side.AT_OR_BELOW:
                return value <= self.limit

    @property
    def is_upward(self) -> bool:
        """Say whether it guards against too much."""
        return self.side in {Side.ABOVE, Side.AT_OR_ABOVE}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Threshold":
        """Read a threshold from JSON or TOML.

        Raises:
            ValueError: the kind is not known, it holds in no phase, or its limit is no finite number.
        """
        (kind,), limit = kinds_named([raw["kind"]]), Decimal(raw["limit"])
        if not raw["phases"] or not limit.is_finite():
            raise ValueError(f"the threshold of {kind.key} needs a phase and a finite limit")
        return cls(
            kind=kind,
            phases=tuple(Phase(each) for each in raw["phases"]),
            side=Side(raw["side"]),
            limit=limit,
            urgency=Urgency[raw["urgency"].upper()],
            says=raw["says"],
            source=Citation.from_json(raw["source"]),
        )


@dataclass(frozen=True, kw_only=True)
class MonitoringPolicy:
    """The clinic's monitoring grid and thresholds in one signed version."""

    stamp: PolicyStamp
    profile: MonitoringProfile
    thresholds: tuple[Threshold, ...]
    silent_after_s: int
    feed_source: Citation

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "MonitoringPolicy":
        """Read the policy from JSON or TOML.

        Raises:
            ValueError: it names an unknown kind or none, or no threshold at all.
        """
        if not raw["thresholds"]:
            raise ValueError("a monitoring policy without thresholds watches nothing")
        return cls(
            stamp=PolicyStamp.from_json(raw),
            profile=MonitoringProfile.from_json(raw["profile"]),
            thresholds=tuple(Threshold.from_json(each) for each in raw["thresholds"]),
            silent_after_s=int(raw["feed"]["silent_after_s"]),
            feed_source=Citation.from_json(raw["feed"]["source"]),
        )


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A threshold that was crossed: by what, and what the policy says of it."""

    observation: Observation
    threshold: Threshold
    policy: PolicyStamp

    @property
    def words(self) -> str:
        """Say it as the prompt says it; it records, it never instructs dosing."""
        seen = f"{self.observation.words} at {self.observation.observed_at:%H:%M}"
        return f"{seen}. Policy {self.policy.label} says: {self.threshold.says}. Record your decision."

    def as_json(self) -> dict[str, object]:
        """Give the crossing as plain JSON."""
        return {
            "words": self.words,
            "kind": self.threshold.kind.key,
            "value": plain(self.observation.value),
            "side": str(self.threshold.side),
            "limit": plain(self.threshold.limit),
            "urgency": self.threshold.urgency.name.lower(),
            "observed_at": self.observation.observed_at.isoformat(),
            "policy": self.policy.as_json(),
            "source": self.threshold.source.as_json(),
        }


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What the thresholds say of one observation, and whether anybody is watching at all."""

    crossings: tuple[Crossing, ...]
    is_prompting: Finding


def crossings(
    observation: Observation, policy: MonitoringPolicy | None, *, phase: Phase, on_date: date
) -> Watch:
    """Hold one observation, accepted or not, to the policy; without one in force say so loudly."""
    if policy is None or not policy.stamp.is_active_on(on_date):
        return Watch(crossings=(), is_prompting=_is_prompting(policy, Verdict.NOT_MET))
    crossed = [
        threshold
        for threshold in policy.thresholds
        if threshold.kind == observation.kind
        and phase in threshold.phases
        and threshold.is_crossed_by(observation.value)
    ]
    # The most urgent of each direction speaks: one value, one prompt.
    worst = {each.is_upward: each for each in sorted(crossed, key=lambda each: each.urgency)}
    return Watch(
        crossings=tuple(
            Crossing(observation=observation, threshold=each, policy=policy.stamp) for each in worst.values()
        ),
        is_prompting=_is_prompting(policy, Verdict.MET),
    )


def _is_prompting(policy: MonitoringPolicy | None, verdict: Verdict) -> Finding:
    name = policy.stamp.label if policy else "none given"
    reason = f"Thresholds of {name} are in force"
    if verdict is not Verdict.MET:
        reason = f"NOT PROMPTING: no monitoring policy is in force ({name}). Watch the bedside monitor"
    return Finding(
        rule_id="thresholds_are_watched",
        verdict=verdict,
        force=Force.ABSOLUTE,
        reason=reason,
        source=policy.stamp.source if policy else NO_POLICY,
        missing=() if verdict is Verdict.MET else ("monitoring_policy",),
    )
