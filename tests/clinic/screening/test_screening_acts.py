"""From facts to findings to a decision; knowing less never lets anybody through."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import ELIGIBLE_FACTS, NOON, PASSWORD, minutes, patient, policy_in_force, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.policy.actions import draft_policy, sign_policy
from bigsky.clinic.ratings.actions import record_rating
from bigsky.clinic.screening import actions, queries
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
# A mood stabiliser matters in bipolar depression only; every other yes or no is some rule's.
FORBIDDING = sorted(
    name for name, fact in ELIGIBLE_FACTS.items() if isinstance(fact, bool) and name != "has_mood_stabiliser"
)


def screened(person, facts=ELIGIBLE_FACTS, at=NOON):
    return actions.screen_on(by=user(Role.NURSE), at=at, patient_id=person.pk, facts=facts)


def decided(screening, decision="proceed", **more):
    said = {"by": user(Role.PHYSICIAN), "at": NOON, "reason": "Discussed twice.", **more}
    return actions.decide(screening_id=screening.pk, decision=decision, **said)


def test_with_everything_known_and_a_signed_policy_a_clinician_may_proceed():
    policy_in_force("screening")
    person = patient()

    screening = decided(screened(person))

    assert screening.outcome in {"eligible", "needs-clinician-decision"}
    assert "Medical-Director Test" in screening.policy_version
    assert queries.may_proceed(person.pk)


@pytest.mark.hazard("H-01")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(unknown=st.sets(st.sampled_from(FORBIDDING), min_size=1))
def test_an_unknown_fact_never_becomes_proceed(unknown):
    policy_in_force("screening")
    person = patient()
    screening = screened(person, {name: fact for name, fact in ELIGIBLE_FACTS.items() if name not in unknown})

    assert {name for finding in screening.findings for name in finding["missing"]} == unknown
    with pytest.raises(actions.DecisionError, match="Unknown never passes"):
        decided(screening)
    assert not queries.may_proceed(person.pk)


@pytest.mark.hazard("H-01")
def test_nothing_known_at_all_never_becomes_proceed():
    policy_in_force("screening")
    screening = actions.screen_patient(by=user(Role.NURSE), at=NOON, patient_id=patient().pk)

    assert screening.outcome == "needs-information"
    with pytest.raises(actions.DecisionError):
        decided(screening)


@pytest.mark.hazard("H-02")
def test_without_a_signed_policy_nobody_is_eligible_and_nobody_proceeds():
    person = patient()
    screening = screened(person)

    assert screening.outcome != "eligible"
    assert screening.policy_version == ""
    with pytest.raises(actions.DecisionError, match="No signed screening policy"):
        decided(screening)


@pytest.mark.hazard("H-02")
def test_a_screening_under_an_older_policy_does_not_proceed():
    old = policy_in_force("screening")
    screening = screened(patient())
    director = user(Role.MEDICAL_DIRECTOR)
    new = draft_policy(by=director, at=NOON, kind="screening", content=old.content)
    sign_policy(by=director, at=NOON, policy_id=new.pk, password=PASSWORD)

    with pytest.raises(actions.DecisionError, match="another policy"):
        decided(screening, at=NOON + minutes(1))


def test_a_new_sheet_supersedes_the_one_before_and_keeps_it():
    person = patient()
    old = actions.record_facts(by=user(Role.NURSE), at=NOON, patient_id=person.pk, facts={"weight_kg": 71})
    actions.record_facts(by=user(Role.NURSE), at=NOON, patient_id=person.pk, facts={"weight_kg": 72.5})
    old.refresh_from_db()

    assert queries.facts_of(person.pk) == {"weight_kg": 72.5}
    assert old.facts == {"weight_kg": 71}
    assert old.superseded_at == NOON


def test_an_impossible_fact_is_refused_by_name_and_nothing_is_written():
    person = patient()

    with pytest.raises(actions.FactsError, match="allowed is 25 to 350 kg") as refused:
        screened(person, {"weight_kg": 700, "age_years": 40})

    assert [refusal.field for refusal in refused.value.refusals] == ["weight_kg"]
    assert queries.facts_of(person.pk) == {}
    assert queries.latest(person.pk) is None


def test_age_sex_and_phq_9_are_taken_from_the_chart_when_absent():
    policy_in_force("screening")
    person = patient()
    answers = [3, 3, 3, 2, 2, 1, 1, 0, 1]
    record_rating(by=user(Role.NURSE), at=NOON, patient_id=person.pk, scale_key="phq-9", answers=answers)

    screening = screened(person, {})

    assert screening.facts == {"age_years": 45, "sex_at_birth": "female", "phq9_total": 16, "phq9_item9": 1}
    assert screening.origins["phq9_total"] == "PHQ-9 of 2026-03-02"
    assert queries.facts_of(person.pk) == {}


def test_an_incomplete_phq_9_gives_no_total_even_if_an_older_one_had_it():
    person = patient()
    for day, answers in enumerate(([1] * 9, [None, *[1] * 8])):
        at = NOON + minutes(day)
        record_rating(by=user(Role.NURSE), at=at, patient_id=person.pk, scale_key="phq-9", answers=answers)

    screening = screened(person, {}, at=NOON + minutes(5))

    assert "phq9_total" not in screening.facts
    assert screening.facts["phq9_item9"] == 1


def test_screening_again_keeps_the_earlier_one_with_its_decision():
    policy_in_force("screening")
    person = patient()
    first = decided(screened(person))
    second = screened(person, at=NOON + minutes(10))

    assert queries.latest(person.pk) == second
    assert not queries.may_proceed(person.pk)
    assert queries.of_patient(person.pk).get(pk=first.pk).decision == "proceed"


def test_changed_facts_undo_a_decision_to_proceed():
    policy_in_force("screening")
    person = patient()
    decided(screened(person))
    actions.record_facts(by=user(Role.NURSE), at=NOON, patient_id=person.pk, facts=ELIGIBLE_FACTS)

    assert not queries.may_proceed(person.pk)


def test_a_nurse_may_not_decide():
    with pytest.raises(PermissionDenied):
        decided(screened(patient()), "not-now", by=user(Role.NURSE))


@pytest.mark.parametrize(
    ("decision", "reason"), [("proceed", " "), ("perhaps", "Because."), ("", "Because.")]
)
def test_a_decision_is_one_of_three_and_has_a_reason(decision, reason):
    policy_in_force("screening")
    with pytest.raises(actions.DecisionError):
        decided(screened(patient()), decision, reason=reason)


def test_a_decision_is_made_once():
    policy_in_force("screening")
    screening = decided(screened(patient()), "not-now")

    with pytest.raises(actions.DecisionError, match="already decided"):
        decided(screening)


def test_only_the_newest_screening_is_decided():
    policy_in_force("screening")
    person = patient()
    old = screened(person)
    screened(person)

    with pytest.raises(actions.DecisionError, match="newer screening"):
        decided(old)


def test_every_step_leaves_its_trace():
    policy_in_force("screening")
    person = patient()
    decided(screened(person))

    acts = {entry.act for entry in audit.of_patient(person.pk)}
    assert {"record facts", "screen patient", "decide screening"} <= acts
