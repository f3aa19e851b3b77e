"""From answers to a score. A missing answer gives no total, never a smaller sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bigsky.ketamine.scales.scale import RiskItem, Scale
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.refusal import Refusal

Answers = Mapping[str, int | None]


@dataclass(frozen=True, kw_only=True)
class ScaleScore:
    """The sum of one scale's answers, or what is missing for it, and what must reach a clinician."""

    scale_key: str
    answers: tuple[tuple[str, int | None], ...]
    total: int | None
    band: str | None
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """Give the score as plain JSON."""
        return {
            "scale": self.scale_key,
            "answers": dict(self.answers),
            "total": self.total,
            "band": self.band,
            "missing": list(self.missing),
            "findings": [finding.as_json() for finding in self.findings],
        }


def score(scale: Scale, answers: Answers) -> ScaleScore | tuple[Refusal, ...]:
    """Score answers by item key (`None` or absent: unanswered), or refuse every impossible one."""
    refusals = _refusals(scale, answers)
    if refusals:
        return refusals
    in_order = tuple((item.key, answers.get(item.key)) for item in scale.items)
    values = [value for _, value in in_order if value is not None]
    missing = tuple(key for key, value in in_order if value is None)
    total = None if missing else sum(values)
    return ScaleScore(
        scale_key=scale.key,
        answers=in_order,
        total=total,
        band=None if total is None else scale.band(total).name,
        missing=missing,
        findings=_risk_findings(scale, answers),
    )


def answers_in_order(scale: Scale, values: Sequence[int | None]) -> Answers | Refusal:
    """Give answers written one after another to their items; a wrong count is refused."""
    if len(values) != len(scale.items):
        return Refusal(
            field="answers",
            reason=f"{len(values)} given; allowed is one for each of the {len(scale.items)} items "
            f"of {scale.key} (an empty place is an unanswered item)",
        )
    return {item.key: value for item, value in zip(scale.items, values, strict=True)}


def _refusals(scale: Scale, answers: Answers) -> tuple[Refusal, ...]:
    known = {item.key for item in scale.items}
    unknown = [
        Refusal(field=key, reason=f"is not an item of {scale.key}") for key in answers if key not in known
    ]
    impossible = [
        Refusal(
            field=f"item {number} ({item.key})",
            reason=f"{answers[item.key]!r} is not possible; allowed is {item.allowed}",
        )
        for number, item in enumerate(scale.items, start=1)
        if not _is_possible(answers.get(item.key), tuple(option.value for option in item.options))
    ]
    return (*unknown, *impossible)


def _is_possible(answer: object, allowed: tuple[int, ...]) -> bool:
    # `True` and 1.0 equal 1 in Python; an answer is a whole number or nothing.
    return answer is None or (type(answer) is int and answer in allowed)


def _risk_findings(scale: Scale, answers: Answers) -> tuple[Finding, ...]:
    found = (_risk_finding(scale, risk, answers.get(risk.item_key)) for risk in scale.risk_items)
    return tuple(finding for finding in found if finding.verdict is not Verdict.MET)


def _risk_finding(scale: Scale, risk: RiskItem, answer: int | None) -> Finding:
    number = 1 + [item.key for item in scale.items].index(risk.item_key)
    question = f"Item {number} (“{scale.item(risk.item_key).text}”)"
    if answer is None:
        verdict, reason = (
            Verdict.UNKNOWN,
            f"{question} was not answered: it needs asking and counts as unknown.",
        )
    elif answer >= risk.at_least:
        verdict, reason = Verdict.NOT_MET, f"{question} was answered {answer}: a clinician must follow it up."
    else:
        verdict, reason = Verdict.MET, f"{question} was answered {answer}."
    return Finding(
        rule_id=risk.rule_id,
        verdict=verdict,
        force=Force.RELATIVE,
        reason=reason,
        source=risk.source,
        missing=(risk.item_key,) if answer is None else (),
    )
