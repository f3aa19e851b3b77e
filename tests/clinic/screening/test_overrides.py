"""A must-not is overridden by two clinicians, or by nobody."""

import pytest
from django.db import IntegrityError, transaction
from tests.factories import ELIGIBLE_FACTS, NOON, PASSWORD, patient, policy_in_force, user

from bigsky.clinic.screening import actions, queries
from bigsky.clinic.screening.models import Screening
from bigsky.clinic.staff.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.hazard("H-01")]


def not_now(**changes):
    policy_in_force("screening")
    facts = {**ELIGIBLE_FACTS, "has_ketamine_hypersensitivity": True, **changes}
    screening = actions.screen_on(by=user(Role.NURSE), at=NOON, patient_id=patient().pk, facts=facts)
    assert screening.outcome == "not-now"
    return screening


def proceed(screening, second):
    return actions.decide(
        by=user(Role.PHYSICIAN),
        at=NOON,
        screening_id=screening.pk,
        decision="proceed",
        reason="A rash in childhood, tested negative since.",
        second=second,
    )


def test_a_second_clinician_signs_the_override():
    second = user(Role.MEDICAL_DIRECTOR)

    screening = proceed(not_now(), (second, PASSWORD))

    assert screening.override.by == second
    assert screening.override.meaning == "override"
    assert queries.may_proceed(screening.patient_id)


@pytest.mark.parametrize(
    ("second", "password"),
    [
        (None, ""),
        (Role.PHYSICIAN, PASSWORD),
        (Role.NURSE, PASSWORD),
        (Role.MEDICAL_DIRECTOR, "wrong"),
    ],
    ids=["nobody", "oneself", "a nurse", "a wrong password"],
)
def test_without_a_second_clinician_nobody_proceeds(second, password):
    screening = not_now()

    with pytest.raises(actions.DecisionError):
        proceed(screening, (user(second), password) if second else None)

    assert not queries.may_proceed(screening.patient_id)
    assert queries.screening(screening.pk).decision == ""


def test_two_people_cannot_override_what_nobody_knows():
    screening = not_now(has_prior_stroke=None)

    with pytest.raises(actions.DecisionError, match="Unknown never passes"):
        proceed(screening, (user(Role.MEDICAL_DIRECTOR), PASSWORD))


def test_the_database_refuses_to_proceed_on_unknowns():
    screening = actions.screen_patient(by=user(Role.NURSE), at=NOON, patient_id=patient().pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.filter(pk=screening.pk).update(
            decision="proceed", reason="Slipped through.", decided_at=NOON, decided_by=user(Role.PHYSICIAN)
        )
