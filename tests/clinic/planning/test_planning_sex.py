"""The ideal weight rests on the sex told in screening when the chart does not know it."""

import pytest
from tests import factories

from bigsky.clinic.planning.actions import draft_plan
from bigsky.clinic.screening.actions import record_facts
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def test_a_sex_told_in_screening_serves_the_ideal_weight():
    patient = factories.patient(sex_at_birth="")
    physician = factories.user(Role.PHYSICIAN)
    record_facts(by=physician, at=factories.NOON, patient_id=patient.pk, facts={"sex_at_birth": "male"})
    plan = draft_plan(
        by=physician, at=factories.NOON, patient_id=patient.pk, **{**factories.ORDER, "weight_basis": "ideal",
        "weight_kg": "120", "height_cm": "178"},
    )  # fmt: skip

    assert plan.content["dosing_weight_kg"].startswith("73")
