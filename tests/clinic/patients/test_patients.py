"""Who a person is, and who answers for them."""

from datetime import date

import pytest
from tests.factories import NOON, patient, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.patients import queries
from bigsky.clinic.patients.actions import give_login, name_clinician
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "years"), [(date(2026, 5, 16), 45), (date(2026, 5, 17), 46), (date(2027, 5, 16), 46)]
)
def test_a_birthday_counts_from_the_day_itself(on, years):
    assert queries.age_years(date(1980, 5, 17), on) == years


def test_numbers_are_never_given_twice():
    assert {patient().number, patient(given_name="Bo").number} == {"BS-00001", "BS-00002"}


def test_the_same_person_is_recognised_whatever_the_capitals():
    person = patient()

    assert queries.same_person(given_name="ADA", family_name="meadow", birth_date=person.birth_date) == person
    assert queries.same_person(given_name="Ada", family_name="Meadow", birth_date=date(1981, 5, 17)) is None


def test_a_new_clinician_is_named_with_the_one_before():
    person = patient()
    name_clinician(
        by=user(Role.FRONT_DESK), at=NOON, patient_id=person.pk, clinician=user(Role.MEDICAL_DIRECTOR)
    )

    assert audit.latest(1)[0].detail == {"before": "physician", "after": "medical-director"}


def test_a_login_leads_to_ones_own_chart():
    person, login = patient(), user(Role.PATIENT)
    give_login(by=user(Role.FRONT_DESK), at=NOON, patient_id=person.pk, user=login)

    assert queries.patient_of_user(login.pk) == person
