"""The day: who is in a chair, who is coming, what waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import minutes, patient, started_session, system, user

from bigsky.clinic.chart.day import day_of
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.scheduling.actions import add_chair, book_appointment
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def page(client, role):
    client.force_login(user(role))
    return client.get(reverse("chart:day")).content.decode()


def book(person, starts_at):
    chair = add_chair(by=system(), at=starts_at, code="C2", name="Chair 2")
    return book_appointment(
        by=user(Role.NURSE), at=starts_at, patient_id=person.pk, kind="infusion",
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), chair=chair,
    )  # fmt: skip


def test_who_sits_in_a_chair_is_not_coming_as_well():
    session = started_session()
    at = session.prepared_at + minutes(10)
    book(session.patient, at)
    shown = day_of(user(Role.NURSE), at)

    assert [each["session"].pk for each in shown["chairs"]] == [session.pk]
    assert shown["coming"] == []


def test_who_is_booked_today_is_coming_until_the_visit_is_over():
    at = timezone.now().replace(hour=10, minute=0)
    visit = book(patient(), at)

    assert day_of(user(Role.NURSE), at)["coming"] == [visit]
    assert day_of(user(Role.NURSE), at + timedelta(hours=3))["gone"] == [visit]


def test_a_prompt_for_a_nurse_waits_on_the_nurses_day(client):
    open_prompt(by=system(), at=timezone.now(), kind="threshold", text="Look at Ada.", once_key="one")

    assert "Look at Ada." in page(client, Role.NURSE)
    assert "Look at Ada." not in page(client, Role.PHYSICIAN)


@pytest.mark.hazard("H-16")
def test_the_front_desk_sees_who_is_here_and_nothing_clinical(client):
    started_session(at=timezone.now() - minutes(10))
    open_prompt(by=system(), at=timezone.now(), kind="threshold", text="Look at Ada.", once_key="one")

    text = page(client, Role.FRONT_DESK)

    assert "Ada Meadow" in text
    assert "mg given" not in text
    assert "Look at Ada." not in text


def test_an_empty_day_is_calm(client):
    text = page(client, Role.NURSE)

    assert "Nobody." in text
    assert "All is well." in text
