import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import signed_screening_policy
from tests.strategies import all_facts_known, some_facts_known

from bigsky.ketamine import library
from bigsky.ketamine.screening.facts import ALL_FACTS
from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.screening.screen import Outcome, Screening, screen
from bigsky.ketamine.vocabulary.finding import Force, Verdict
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

DAY = date(2026, 3, 2)
SIGNED = signed_screening_policy()
EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
WELL = json.loads((EXAMPLES / "screen-eligible.json").read_text())

names = st.sets(st.sampled_from([fact.name for fact in ALL_FACTS]))


def _screen(known: dict, policy: ScreeningPolicy = SIGNED) -> Screening:
    return screen(PatientSnapshot(**known), policy=policy, at_date=DAY)


def _without(known: dict, forgotten: set[str]) -> dict:
    return {name: value for name, value in known.items() if name not in forgotten}


def near_well() -> st.SearchStrategy[dict]:
    """Somebody eligible but for a few changes: where outcomes turn."""
    return st.builds(
        lambda other, changed: WELL | {name: other[name] for name in changed},
        all_facts_known(),
        st.sets(st.sampled_from(sorted(WELL)), max_size=2),
    )


@pytest.mark.hazard("H-01")
@given(near_well() | some_facts_known(), names)
def test_knowing_less_never_makes_anybody_eligible(known, forgotten):
    before, after = _screen(known).outcome, _screen(_without(known, forgotten)).outcome
    assert after is not Outcome.ELIGIBLE or before is Outcome.ELIGIBLE


@pytest.mark.hazard("H-01")
@given(near_well() | some_facts_known(), names)
def test_forgetting_a_fact_keeps_a_verdict_or_makes_it_unknown(known, forgotten):
    before, after = _screen(known).findings, _screen(_without(known, forgotten)).findings
    for full, less in zip(before, after, strict=True):
        assert less.verdict in {full.verdict, Verdict.UNKNOWN}


@pytest.mark.hazard("H-01")
@given(st.sampled_from(_screen({}).missing))
def test_one_missing_fact_is_enough_to_need_information_when_a_rule_turns_on_it(name):
    screening = _screen(_without(WELL, {name}))
    turns = any(finding.verdict is Verdict.UNKNOWN for finding in screening.findings)
    assert screening.outcome is (Outcome.NEEDS_INFORMATION if turns else Outcome.ELIGIBLE)
    assert (name in screening.missing) is turns


@pytest.mark.hazard("H-02")
@given(
    near_well() | some_facts_known(), st.sampled_from(["example", "signed example", "not yet signed", "over"])
)
def test_without_a_signed_policy_in_force_nobody_is_eligible(known, why):
    inactive = {
        "example": library.screening_example(),
        "signed example": signed_screening_policy(status="example"),
        "not yet signed": signed_screening_policy(signed_at="2026-03-03"),
        "over": signed_screening_policy(effective_until="2026-03-01"),
    }[why]
    screening = _screen(known, inactive)
    assert screening.outcome is not Outcome.ELIGIBLE
    assert screening.findings[0].rule_id == "POL-01"
    assert screening.findings[0].verdict is Verdict.NOT_MET
    assert "NO SIGNED POLICY IS IN FORCE" in screening.findings[0].reason


@pytest.mark.hazard("H-02")
@pytest.mark.parametrize("part", ["rules", "thresholds"])
def test_what_a_signed_policy_does_not_say_is_unknown(part):
    content = library.policy_content("screening-example")
    for name in content[part]:
        kept = {key: value for key, value in content[part].items() if key != name}
        screening = _screen(WELL, signed_screening_policy(**{part: kept}))
        assert screening.outcome is Outcome.NEEDS_INFORMATION
        assert f"policy {part}.{name}" in screening.missing


@given(near_well() | some_facts_known())
def test_the_outcome_is_the_first_that_applies(known):
    screening = _screen(known)
    not_met = {finding.force for finding in screening.findings if finding.verdict is Verdict.NOT_MET}
    applies = {
        Outcome.NOT_NOW: Force.ABSOLUTE in not_met,
        Outcome.NEEDS_INFORMATION: bool(screening.missing),
        Outcome.NEEDS_CLINICIAN_DECISION: Force.RELATIVE in not_met,
        Outcome.ELIGIBLE: True,
    }
    assert screening.outcome is next(outcome for outcome in Outcome if applies[outcome])


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.ELIGIBLE),
        ({"phq9_total": 8}, Outcome.ELIGIBLE),
        ({"takes_maoi": True}, Outcome.NEEDS_CLINICIAN_DECISION),
        ({"takes_maoi": True, "ecg_age_days": None}, Outcome.NEEDS_INFORMATION),
        ({"takes_maoi": True, "ecg_age_days": None, "has_psychosis": True}, Outcome.NOT_NOW),
        ({"suicide_risk_tier": "high"}, Outcome.NEEDS_CLINICIAN_DECISION),
    ],
)
def test_outcomes_come_in_order(changes, outcome):
    assert _screen(WELL | changes).outcome is outcome


def test_a_policy_holds_from_its_first_to_its_last_day():
    policy = signed_screening_policy(effective_from="2026-03-01", effective_until="2026-03-03")
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 4)]
    assert [policy.is_active(day) for day in days] == [False, True, True, False]


def test_a_stricter_policy_is_obeyed():
    content = library.policy_content("screening-example")
    content["thresholds"]["minimum_age_years"]["value"] = "65"
    strict = signed_screening_policy(thresholds=content["thresholds"])
    assert _screen(WELL, strict).outcome is Outcome.NOT_NOW
