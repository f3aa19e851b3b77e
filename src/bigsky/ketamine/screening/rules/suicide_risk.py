from collections.abc import Mapping
from decimal import Decimal

from bigsky.ketamine.screening.rules.rule import Rule, read
from bigsky.ketamine.screening.three_valued import Truth, at_most, either, is_one_of
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

_Numbers = Mapping[str, Decimal]
_TIERS = Citation(
    text="Tiers of the C-SSRS screener with question 4 counted as high, the stricter of two readings",
    trust=Trust.ASSUMED,
    note="SPiER puts question 4 in moderate; many triage cards put it in high.",
)


def _suicide_risk_is_low(patient: PatientSnapshot, _: _Numbers) -> Truth:
    return is_one_of(patient.suicide_risk_tier, "none", "low")


def _item9_and_interview_agree(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    # Unanswered is not "no": whatever the interview says, the question has to be asked.
    if patient.phq9_item9 is None:
        return None
    return either(
        at_most(patient.phq9_item9, numbers["item9_without_interview_at_most"]),
        is_one_of(patient.suicide_risk_tier, "low", "moderate", "high"),
    )


SUICIDE_RISK_RULES = (
    Rule(
        rule_id="SUI-01",
        title="Suicide risk is assessed, and neither moderate nor high",
        facts=("suicide_risk_tier",),
        holds=_suicide_risk_is_low,
        met="Suicide risk was assessed as {suicide_risk_tier}.",
        not_met="Suicide risk was assessed as {suicide_risk_tier}. Moderate: a clinician the same day. High: "
        "at once, stay with the person; no session starts without a clinician's decision.",
        source=_TIERS,
    ),
    Rule(
        rule_id="SUI-02",
        title="A positive PHQ-9 item 9 is reflected in the assessed risk",
        facts=("phq9_item9", "suicide_risk_tier"),
        thresholds=("item9_without_interview_at_most",),
        holds=_item9_and_interview_agree,
        met="Item 9 was answered {phq9_item9}, the interview says {suicide_risk_tier}.",
        not_met="Item 9 was answered {phq9_item9}, yet the interview says {suicide_risk_tier}: ask again.",
        source=read("CamCOPS manual, phq9.rst: item 9 of 1 or more leads to a structured interview"),
    ),
)
