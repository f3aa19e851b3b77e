"""One observation against the clinic's thresholds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.infusion.session_strategies import at

from bigsky.ketamine import library
from bigsky.ketamine.infusion.kinds import DISSOCIATION, HEART_RATE, SPO2, SYSTOLIC
from bigsky.ketamine.infusion.monitoring import Phase
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.infusion.thresholds import Urgency, crossings
from bigsky.ketamine.vocabulary.finding import Verdict

EXAMPLE = library.monitoring_example()
STAMP = replace(
    EXAMPLE.stamp, policy_id="HTN-2", version=3, signed_by="Dr Imre Vahl", signed_date=date(2026, 1, 5)
)
SIGNED = replace(EXAMPLE, stamp=STAMP)
DAY = date(2026, 3, 2)


def watch(kind, value, *, policy=SIGNED, phase=Phase.DURING, accepted_by=None, on_date=DAY):
    seen = Observation(kind=kind, value=Decimal(value), observed_at=at(211), accepted_by=accepted_by)
    return crossings(seen, policy, phase=phase, on_date=on_date)


@pytest.mark.hazard("H-07")
def test_a_crossing_speaks_in_the_policys_own_words():
    (crossing,) = watch(SYSTOLIC, 184).crossings
    assert crossing.words == (
        "SBP 184 at 12:31. Policy HTN-2 v3 (Dr Imre Vahl, 2026-01-05) says: "
        "pause and measure again in 5 minutes. Record your decision."
    )
    assert crossing.threshold.source.text


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize("accepted_by", [None, "Nurse Ada Lind"])
def test_an_observation_prompts_whether_accepted_or_not(accepted_by):
    assert watch(SPO2, 91, accepted_by=accepted_by).crossings


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize(("policy", "on_date"), [(None, DAY), (EXAMPLE, DAY), (SIGNED, date(2026, 1, 4))])
def test_without_a_policy_in_force_it_says_loudly_that_nobody_prompts(policy, on_date):
    answer = watch(SYSTOLIC, 240, policy=policy, on_date=on_date)
    assert answer.crossings == ()
    assert answer.is_prompting.verdict is Verdict.NOT_MET
    assert "NOT PROMPTING" in answer.is_prompting.reason


@pytest.mark.parametrize(
    ("kind", "value", "urgency"),
    [
        (SYSTOLIC, 160, Urgency.LOOK),
        (SYSTOLIC, 180, Urgency.PAUSE),
        (SYSTOLIC, 89, Urgency.PAUSE),
        (HEART_RATE, 121, Urgency.LOOK),
        (SPO2, 94, Urgency.LOOK),
        (SPO2, 91, Urgency.PAUSE),
        (SPO2, 89, Urgency.EMERGENCY),
    ],
)
def test_only_the_most_urgent_of_one_direction_speaks(kind, value, urgency):
    assert [each.threshold.urgency for each in watch(kind, value).crossings] == [urgency]


@pytest.mark.parametrize(("kind", "value"), [(SYSTOLIC, 159), (SYSTOLIC, 90), (SPO2, 95), (DISSOCIATION, 10)])
def test_what_lies_within_is_quiet_and_dissociation_is_expected(kind, value):
    assert watch(kind, value).crossings == ()


def test_a_limit_for_before_the_start_is_silent_later():
    assert watch(SYSTOLIC, 150, phase=Phase.BEFORE).crossings
    assert watch(SYSTOLIC, 150, phase=Phase.DURING).crossings == ()


@given(low=st.integers(160, 300), more=st.integers(0, 100))
def test_a_higher_pressure_is_never_less_urgent(low, more):
    first = watch(SYSTOLIC, low).crossings[0].threshold.urgency
    assert watch(SYSTOLIC, low + more).crossings[0].threshold.urgency >= first
