"""May this person go home?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.infusion.session_strategies import at, plain_session

from bigsky.ketamine import library
from bigsky.ketamine.infusion.discharge import ANSWERED, discharge
from bigsky.ketamine.infusion.kinds import DIASTOLIC, DISSOCIATION, HEART_RATE, SYSTOLIC
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.infusion.session import session_of
from bigsky.ketamine.vocabulary.finding import Verdict

EXAMPLE = library.discharge_example()
SIGNED = replace(
    EXAMPLE, stamp=replace(EXAMPLE.stamp, signed_by="Dr Imre Vahl", signed_date=date(2026, 1, 5))
)
SESSION = session_of(plain_session(upto=100))
YES = dict.fromkeys(ANSWERED, True)


def seen(kind, value, minutes, *, accepted_by="Nurse Ada Lind"):
    return Observation(kind=kind, value=Decimal(value), observed_at=at(minutes), accepted_by=accepted_by)


BASELINE = [seen(SYSTOLIC, 120, -5), seen(DIASTOLIC, 80, -5), seen(HEART_RATE, 70, -5)]
LATEST = [
    seen(SYSTOLIC, 128, 98),
    seen(DIASTOLIC, 84, 98),
    seen(HEART_RATE, 76, 98),
    seen(DISSOCIATION, 0, 98),
]


def judge(*, answers=YES, observations=(*BASELINE, *LATEST), policy=SIGNED, minutes=100, session=SESSION):
    return discharge(session, answers=answers, observations=observations, policy=policy, at=at(minutes))


def verdict(answer, rule_id):
    return next(finding.verdict for finding in answer.findings if finding.rule_id == rule_id)


def test_with_every_criterion_met_a_person_may_go_home():
    assert judge().may_discharge


@pytest.mark.hazard("H-05")
@given(answers=st.fixed_dictionaries({key: st.sampled_from([True, False, None]) for key in ANSWERED}))
def test_one_criterion_that_is_not_met_or_unknown_keeps_a_person_here(answers):
    assert judge(answers=answers).may_discharge == all(answer is True for answer in answers.values())


@pytest.mark.hazard("H-05")
@pytest.mark.parametrize("key", ANSWERED)
def test_an_unanswered_criterion_is_unknown_and_named(key):
    answer = judge(answers={name: True for name in ANSWERED if name != key})
    assert verdict(answer, key) is Verdict.UNKNOWN
    assert not answer.may_discharge


@pytest.mark.hazard("H-05")
@pytest.mark.parametrize("policy", [None, EXAMPLE])
def test_without_a_policy_in_force_nobody_is_judged_fit(policy):
    assert not judge(policy=policy).may_discharge


@pytest.mark.hazard("H-04")
@pytest.mark.parametrize("left_out", range(7))
def test_an_observation_nobody_accepted_never_satisfies_a_criterion(left_out):
    observations = [
        replace(each, accepted_by=None) if place == left_out else each
        for place, each in enumerate((*BASELINE, *LATEST))
    ]
    answer = judge(observations=observations)
    assert not answer.may_discharge
    assert Verdict.UNKNOWN in {finding.verdict for finding in answer.findings}


@pytest.mark.hazard("H-04")
def test_a_stale_observation_never_satisfies_a_criterion():
    stale = [replace(each, observed_at=at(84)) for each in LATEST]
    assert (
        verdict(judge(observations=(*BASELINE, *stale)), "systolic_mmhg_is_near_baseline") is Verdict.UNKNOWN
    )


@pytest.mark.hazard("H-04")
def test_an_observation_from_the_infusion_itself_is_no_sign_of_recovery():
    session = session_of(plain_session(upto=45))
    during = [replace(each, observed_at=at(39)) for each in LATEST]
    answer = judge(observations=(*BASELINE, *during), session=session, minutes=45)
    assert verdict(answer, "dissociation_has_resolved") is Verdict.UNKNOWN


@pytest.mark.parametrize(("minutes", "expected"), [(99, Verdict.NOT_MET), (100, Verdict.MET)])
def test_the_minimum_stay_counts_from_the_end_of_the_infusion(minutes, expected):
    assert verdict(judge(minutes=minutes), "minimum_stay_has_passed") is expected


@pytest.mark.parametrize(
    ("systolic", "expected"), [(144, Verdict.MET), (145, Verdict.NOT_MET), (95, Verdict.NOT_MET)]
)
def test_a_vital_far_from_baseline_keeps_a_person_here(systolic, expected):
    answer = judge(observations=(*BASELINE, seen(SYSTOLIC, systolic, 99), *LATEST[1:]))
    assert verdict(answer, "systolic_mmhg_is_near_baseline") is expected


def test_dissociation_that_has_not_resolved_keeps_a_person_here():
    answer = judge(observations=(*BASELINE, *LATEST, seen(DISSOCIATION, 4, 99)))
    assert verdict(answer, "dissociation_has_resolved") is Verdict.NOT_MET
