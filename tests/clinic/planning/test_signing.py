"""Only a plan that a physician signed, on a screening that says proceed, is ever in force."""

import pytest
from django.core.exceptions import PermissionDenied
from tests import factories
from tests.factories import (
    NOON,
    ORDER,
    PASSWORD,
    cleared_patient,
    minutes,
    policy_in_force,
    signed_plan,
    user,
)

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.planning import queries
from bigsky.clinic.planning.actions import PlanError, draft_plan, sign_plan
from bigsky.clinic.screening import actions as screening
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def draft(person, **changes):
    return draft_plan(by=user(Role.PHYSICIAN), at=NOON, patient_id=person.pk, **{**ORDER, **changes})


def sign(plan, password=PASSWORD, **more):
    return sign_plan(by=user(Role.PHYSICIAN), at=NOON, plan_id=plan.pk, password=password, **more)


@pytest.mark.hazard("H-10")
def test_a_signed_plan_is_the_current_one():
    plan = signed_plan()

    assert queries.current_plan(plan.patient_id) == plan
    assert plan.signature.meaning == "approved"


@pytest.mark.hazard("H-10")
def test_a_draft_is_never_the_current_plan():
    policy_in_force("dosing")
    person = cleared_patient()
    draft(person)

    assert queries.current_plan(person.pk) is None


@pytest.mark.hazard("H-10")
def test_nothing_is_signed_before_screening_says_proceed():
    policy_in_force("dosing")
    plan = draft(factories.patient())

    with pytest.raises(PlanError, match="proceed"):
        sign(plan)

    assert not queries.plan(plan.pk).is_signed


@pytest.mark.hazard("H-10")
def test_a_new_signed_plan_supersedes_the_old_and_keeps_it():
    old = signed_plan()
    new = sign(draft(old.patient, dose_mg_per_kg="0.4"))

    assert queries.current_plan(old.patient_id) == new
    assert queries.plan(old.pk).superseded_at is not None
    assert queries.plan(old.pk).content == old.content


@pytest.mark.hazard("H-10")
def test_a_plan_falls_out_of_force_when_screening_no_longer_says_proceed():
    plan = signed_plan()
    screening.record_facts(
        by=user(Role.NURSE), at=NOON + minutes(5), patient_id=plan.patient_id, facts={"has_psychosis": True}
    )

    assert queries.current_plan(plan.patient_id) is None
    assert queries.signed_plan(plan.patient_id) == plan


@pytest.mark.hazard("H-10")
def test_a_plan_altered_after_signing_is_never_the_current_one():
    plan = signed_plan()
    plan.content["rate_ml_per_h"] = "530"
    plan.save()

    assert queries.current_plan(plan.patient_id) is None


def test_a_wrong_password_signs_nothing():
    policy_in_force("dosing")
    plan = draft(cleared_patient())

    with pytest.raises(PermissionDenied):
        sign(plan, password="wrong")

    assert not queries.plan(plan.pk).is_signed


def test_a_nurse_may_not_sign():
    policy_in_force("dosing")
    plan = draft(cleared_patient())

    with pytest.raises(PermissionDenied):
        sign_plan(by=user(Role.NURSE), at=NOON, plan_id=plan.pk, password=PASSWORD)


@pytest.mark.hazard("H-02")
def test_without_a_dosing_policy_in_force_nothing_is_signed():
    with pytest.raises(PlanError, match="not being watched"):
        sign(draft(cleared_patient()))


@pytest.mark.hazard("H-06")
def test_above_the_hard_limit_nothing_is_signed():
    policy_in_force("dosing")

    with pytest.raises(PlanError, match=r"above 1 mg/kg"):
        sign(draft(cleared_patient(), dose_mg_per_kg="1.5"), reason="A slip of the hand.")


@pytest.mark.hazard("H-06")
def test_above_the_soft_limit_a_reason_is_asked_for():
    policy_in_force("dosing")
    plan = draft(cleared_patient(), dose_mg_per_kg="0.75")

    with pytest.raises(PlanError, match="say why"):
        sign(plan)

    assert sign(plan, reason="No effect at 0.5 mg/kg in an earlier course.").is_signed


def test_a_signed_plan_cannot_be_signed_again():
    with pytest.raises(PlanError, match="already signed"):
        sign(signed_plan())


def test_signing_leaves_its_trace():
    plan = signed_plan()

    assert "sign plan" in [entry.act for entry in audit.of_patient(plan.patient_id)]
