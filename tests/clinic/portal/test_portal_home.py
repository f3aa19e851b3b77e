from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import factories

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.patients.actions import give_login
from bigsky.clinic.scheduling.actions import book_appointment, cancel_appointment
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = factories.user(Role.PATIENT)
    chart = factories.patient()
    give_login(by=factories.user(Role.FRONT_DESK), at=factories.NOON, patient_id=chart.pk, user=user)
    client.force_login(user)
    return chart


def visit(chart, days):
    starts_at = timezone.now() + timedelta(days=days)
    return book_appointment(
        by=factories.user(Role.FRONT_DESK), at=factories.NOON, patient_id=chart.pk, kind="infusion",
        starts_at=starts_at, ends_at=starts_at + factories.minutes(120),
    )  # fmt: skip


def home(client):
    return client.get(reverse("portal:home"))


def test_a_patient_sees_the_next_visit_and_what_to_arrange_for_it(client, ada):
    soon = visit(ada, 2)
    page = home(client).content.decode()
    assert timezone.localtime(soon.starts_at).strftime("%H:%M") in page
    assert "Somebody must take you home" in page


def test_a_visit_that_was_cancelled_or_is_past_is_not_next(client, ada):
    cancelled, _ = visit(ada, 2), visit(ada, -2)
    desk = factories.user(Role.FRONT_DESK)
    cancel_appointment(by=desk, at=timezone.now(), appointment_id=cancelled.pk, reason="Flu.")
    assert "Nothing is booked" in home(client).content.decode()


def test_nobody_sees_the_visits_of_another(client, ada):
    visit(factories.patient(family_name="Other"), 2)
    assert "Nothing is booked" in home(client).content.decode()


def test_crisis_help_is_one_tap_away(client, ada, settings):
    assert f'href="tel:{settings.CRISIS_LINE_NUMBER}"' in home(client).content.decode()


def test_a_name_without_a_chart_is_told_whom_to_call(client, settings):
    client.force_login(factories.user(Role.PATIENT))
    assert settings.CLINIC_PHONE in home(client).content.decode()


@pytest.mark.hazard("H-16")
def test_only_patients_open_their_own_pages(client, ada):
    client.force_login(factories.user(Role.PHYSICIAN))
    assert home(client).status_code == 403
    client.logout()
    assert home(client).status_code == 302


def test_reading_one_s_own_page_leaves_a_trace(client, ada):
    home(client)
    assert audit.of_patient(ada.pk)[0].by == factories.user(Role.PATIENT).username
