from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import factories

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.intake import actions, queries
from bigsky.clinic.scheduling.queries import of_patient
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(factories.user(Role.FRONT_DESK))
    return client


@pytest.fixture
def asked():
    return ask()


def ask(**changes):
    facts = {
        "given_name": "Ada", "family_name": "Meadow", "birth_date": date(1980, 5, 17), "phone": "555-0101",
        "concern": "Nothing has helped.", "self_harm_now": "no", "may_contact": True, **changes,
    }  # fmt: skip
    draft = actions.save_draft(by=factories.system(), at=factories.NOON, request_id=None, **facts)
    return actions.submit_request(by=factories.system(), at=factories.NOON, request_id=draft.pk)


def page_of(request):
    return reverse("intake:request", args=[request.pk])


def triage(desk, request):
    return desk.post(page_of(request), {"act": "triage", "urgency": "soon", "note": "Sounds heavy."})


def register(desk, request, **more):
    doctor = factories.user(Role.PHYSICIAN)
    return desk.post(page_of(request), {"act": "register", "clinician": doctor.pk, **more})


def visit(day):
    doctor = factories.user(Role.PHYSICIAN)
    return {"act": "book", "clinician": doctor.pk, "day": day.isoformat(), "time": "10:00", "minutes": "60"}


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_a_request_goes_from_triage_to_a_chart_to_a_booked_talk(desk, asked):
    assert triage(desk, asked).status_code == 302
    assert register(desk, asked).status_code == 302
    assert desk.post(page_of(asked), visit(tomorrow())).status_code == 302
    done = queries.entry(asked.pk).request
    assert done.state == "booked"
    assert of_patient(done.patient_id).get().kind == "consultation"
    assert reverse("chart:patient", args=[done.patient_id]) in desk.get(page_of(asked)).content.decode()


def test_nothing_is_pre_ticked(desk, asked):
    assert "checked" not in desk.get(page_of(asked)).content.decode()
    triage(desk, asked)
    assert "selected" not in desk.get(page_of(asked)).content.decode().replace('value="" selected', "")


def test_triage_needs_an_urgency_and_a_reason(desk, asked):
    reply = desk.post(page_of(asked), {"act": "triage"})
    assert reply.status_code == 422
    assert "Choose how soon" in reply.content.decode()
    assert "Say in a few words why" in reply.content.decode()
    assert queries.entry(asked.pk).request.state == "submitted"


def test_a_clash_is_said_at_the_field_and_nothing_is_booked(desk, asked):
    other = ask(family_name="Other")
    for request in (asked, other):
        triage(desk, request)
        register(desk, request)
    desk.post(page_of(asked), visit(tomorrow()))
    reply = desk.post(page_of(other), visit(tomorrow()))
    assert reply.status_code == 422
    assert "Already booked from 10:00 to 11:00" in reply.content.decode()
    assert 'id="id_time_error"' in reply.content.decode()
    assert queries.entry(other.pk).request.appointment_id is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"day": "2020-01-01"}, "That moment is past"),
        ({"minutes": "5"}, "Allowed is 15 to 180 minutes"),
        ({"minutes": "600"}, "Allowed is 15 to 180 minutes"),
        ({"day": "soon"}, "Write the day like"),
    ],
)
def test_an_impossible_visit_is_refused_with_what_is_allowed(desk, asked, change, said):
    triage(desk, asked)
    register(desk, asked)
    reply = desk.post(page_of(asked), visit(tomorrow()) | change)
    assert reply.status_code == 422
    assert said in reply.content.decode()


def test_a_person_known_already_is_asked_about_before_a_second_chart_opens(desk, asked):
    chart = factories.patient()
    triage(desk, asked)
    reply = register(desk, asked)
    assert reply.status_code == 422
    assert chart.number in reply.content.decode()
    assert register(desk, asked, who=str(chart.pk)).status_code == 302
    assert queries.entry(asked.pk).request.patient_id == chart.pk


def test_closing_needs_a_reason(desk, asked):
    assert desk.post(page_of(asked), {"act": "close", "reason": ""}).status_code == 422
    assert desk.post(page_of(asked), {"act": "close", "reason": "Lives too far away."}).status_code == 302
    assert queries.entry(asked.pk).request.close_reason == "Lives too far away."


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize("answer", ["yes", "prefer-not-to-say", ""])
def test_the_first_screen_says_to_ask_about_safety_now(desk, answer):
    page = desk.get(page_of(ask(self_harm_now=answer))).content.decode()
    assert "Ask about their safety now" in page
    assert 'href="tel:555-0101"' in page


def test_a_step_that_is_past_or_not_yet_due_changes_nothing_and_the_page_stays_usable(desk, asked):
    early = desk.post(page_of(asked), visit(tomorrow()))
    assert early.status_code == 409
    assert "Record the triage" in early.content.decode()
    triage(desk, asked)
    register(desk, asked)
    desk.post(page_of(asked), visit(tomorrow()))
    assert triage(desk, asked).status_code == 409
    assert queries.entry(asked.pk).request.state == "booked"


def test_a_request_that_is_not_there_is_not_found(desk, asked):
    assert desk.get(reverse("intake:request", args=[factories.patient().pk])).status_code == 404
    assert desk.post(page_of(asked), {"act": "delete"}).status_code == 404


@pytest.mark.hazard("H-16")
def test_requests_are_for_members_of_staff_only(client, asked):
    for address in (reverse("intake:inbox"), page_of(asked)):
        assert client.get(address).status_code == 302
    client.force_login(factories.user(Role.PATIENT))
    for address in (reverse("intake:inbox"), page_of(asked)):
        assert client.get(address).status_code == 403
    assert triage(client, asked).status_code == 403


def test_reading_a_request_of_a_patient_leaves_a_trace(desk, asked):
    triage(desk, asked)
    register(desk, asked)
    desk.get(page_of(asked))
    patient_id = queries.entry(asked.pk).request.patient_id
    assert audit.of_patient(patient_id)[0].act == "read"
