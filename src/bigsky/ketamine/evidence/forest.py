"""The trials side by side: counts, risk ratio and interval, as plain data for a picture and its table."""

from dataclasses import dataclass

from bigsky.ketamine.evidence.rows import Evidence, EvidenceRow
from bigsky.ketamine.statistics.risk_ratio import Proportion, RiskRatio, risk_ratio

_NO_DIFFERENCE = 1.0


@dataclass(frozen=True, kw_only=True)
class TrialResult:
    """What one trial found: both arms, their ratio, and the row it was read from."""

    label: str
    active: Proportion
    control: Proportion
    ratio: RiskRatio | None
    row: EvidenceRow

    @property
    def is_clear(self) -> bool:
        """Say whether the interval leaves out "no difference"; what cannot be reckoned is not clear."""
        return self.ratio is not None and not self.ratio.low <= _NO_DIFFERENCE <= self.ratio.high

    def as_json(self) -> dict[str, object]:
        """Give the result as plain JSON."""
        ratio = self.ratio
        return {
            "label": self.label,
            "outcome": self.row["outcome"],
            "timepoint": self.row["timepoint"],
            "active": {"events": self.active.events, "n": self.active.n},
            "control": {"events": self.control.events, "n": self.control.n},
            "risk_ratio": None if ratio is None else [ratio.estimate, ratio.low, ratio.high],
            "is_clear": self.is_clear,
            "source": self.row.source.as_json(),
        }


def forest(evidence: Evidence) -> tuple[TrialResult, ...]:
    """List every trial with its ratio; they ask different things and are not pooled."""
    return tuple(_result(row) for row in evidence.trials)


def _result(row: EvidenceRow) -> TrialResult:
    active, control = row.proportion("active"), row.proportion("control")
    return TrialResult(
        label=row["label"], active=active, control=control, ratio=risk_ratio(active, control), row=row
    )
