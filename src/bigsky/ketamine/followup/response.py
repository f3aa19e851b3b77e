"""Did it help? Change against baseline on the same scale, with response and remission in three verdicts."""

from dataclasses import dataclass
from decimal import Decimal

from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import ScaleScore
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.refusal import Refusal

_NO_CUT_OFF = Citation(text="No response or remission rule is known for this scale", trust=Trust.ASSUMED)
_HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a person moved on one scale since baseline; `None` where a total is unknown."""

    scale_key: str
    baseline_total: int | None
    total: int | None
    response: Finding
    remission: Finding

    @property
    def points(self) -> int | None:
        """Points since baseline; negative is better."""
        if self.baseline_total is None or self.total is None:
            return None
        return self.total - self.baseline_total

    @property
    def percent(self) -> Decimal | None:
        """Percent of the baseline, to 0.1; negative is better, unknown from a baseline of 0."""
        if self.points is None or not self.baseline_total:
            return None
        return (Decimal(self.points) * _HUNDRED / self.baseline_total).quantize(Decimal("0.1"))

    def as_json(self) -> dict[str, object]:
        """Give the change as plain JSON."""
        return {
            "scale": self.scale_key,
            "baseline_total": self.baseline_total,
            "total": self.total,
            "points": self.points,
            "percent": None if self.percent is None else str(self.percent),
            "response": self.response.as_json(),
            "remission": self.remission.as_json(),
        }


def response(scale: Scale, *, baseline: ScaleScore | None, current: ScaleScore | None) -> Change | Refusal:
    """Compare a score with the baseline of the same scale; what is unknown stays unknown."""
    for score in (baseline, current):
        if score is not None and score.scale_key != scale.key:
            return Refusal(
                field="scale", reason=f"{score.scale_key} cannot be compared on {scale.key}: another scale"
            )
    before = baseline.total if baseline else None
    now = current.total if current else None
    return Change(
        scale_key=scale.key,
        baseline_total=before,
        total=now,
        response=_has_responded(scale, before, now),
        remission=_is_in_remission(scale, now),
    )


def _has_responded(scale: Scale, before: int | None, now: int | None) -> Finding:
    rule = "has_responded"
    if scale.improvement is None or before is None or now is None:
        return _unknown(rule, scale, baseline=before, score=now)
    if before == 0:
        return _finding(rule, Verdict.UNKNOWN, "The baseline was 0: a share of it means nothing", scale=scale)
    wanted = scale.improvement.response_drop_fraction
    verdict = Verdict.MET if before - now >= wanted * before else Verdict.NOT_MET
    words = f"From {before} to {now}; response is a drop of {wanted * _HUNDRED:.0f} % or more"
    return _finding(rule, verdict, words, scale=scale)


def _is_in_remission(scale: Scale, now: int | None) -> Finding:
    rule = "is_in_remission"
    if scale.improvement is None or now is None:
        return _unknown(rule, scale, score=now)
    verdict = Verdict.MET if now < scale.improvement.remission_below else Verdict.NOT_MET
    words = f"Total {now}; remission is below {scale.improvement.remission_below}"
    return _finding(rule, verdict, words, scale=scale)


def _unknown(rule_id: str, scale: Scale, **totals: int | None) -> Finding:
    missing = tuple(name for name, total in totals.items() if total is None)
    words = f"Not known: {', '.join(missing)}" if missing else "The scale has no rule for it"
    return _finding(rule_id, Verdict.UNKNOWN, words, scale=scale, missing=missing)


def _finding(
    rule_id: str, verdict: Verdict, reason: str, *, scale: Scale, missing: tuple[str, ...] = ()
) -> Finding:
    return Finding(
        rule_id=rule_id,
        verdict=verdict,
        force=Force.INFORMATION,
        reason=reason,
        source=scale.improvement.source if scale.improvement else _NO_CUT_OFF,
        missing=missing,
    )
