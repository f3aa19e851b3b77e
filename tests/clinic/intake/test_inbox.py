from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import factories

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.intake import actions, queries
from bigsky.clinic.intake.errors import RequestIncompleteError, RequestStateError, SamePersonError
from bigsky.clinic.intake.models import Request
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.models import Prompt
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def asked(at=None, **changes):
    """A request that was sent, as the public site sends it."""
    facts = {
        "given_name": "Ada", "family_name": "Meadow", "birth_date": date(1980, 5, 17), "phone": "555-0101",
        "concern": "Nothing has helped for years.", "antidepressants_tried": 3, "self_harm_now": "no",
        "can_come": ["any time"], "may_contact": True, **changes,
    }  # fmt: skip
    at = at or factories.NOON
    draft = actions.save_draft(by=factories.system(), at=at, request_id=None, **facts)
    return actions.submit_request(by=factories.system(), at=at, request_id=draft.pk)


def triaged(request, urgency="routine"):
    desk = factories.user(Role.FRONT_DESK)
    return actions.triage_request(
        by=desk, at=factories.NOON, request_id=request.pk, urgency=urgency, note="Read it."
    )


def registered(request, **how):
    desk = factories.user(Role.FRONT_DESK)
    return actions.register_person(by=desk, at=factories.NOON, request_id=request.pk, **how)


def booked(request, starts_at):
    return actions.book_consultation(
        by=factories.user(Role.FRONT_DESK), at=factories.NOON, request_id=request.pk,
        clinician=factories.user(Role.PHYSICIAN), starts_at=starts_at,
        ends_at=starts_at + factories.minutes(60),
    )  # fmt: skip


def test_the_most_urgent_come_first_and_then_the_longest_wait():
    hours = [factories.NOON + timedelta(hours=each) for each in range(5)]
    first, second = asked(hours[0]), asked(hours[1], family_name="Second")
    silent = asked(hours[2], family_name="Silent", self_harm_now="")
    danger = asked(hours[3], family_name="Danger", self_harm_now="yes")
    soon = triaged(asked(hours[4], family_name="Soon"), "soon")
    assert [each.request.pk for each in queries.inbox()] == [
        each.pk for each in (danger, silent, soon, first, second)
    ]


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize("answer", ["yes", "prefer-not-to-say", ""])
def test_a_request_from_whoever_may_be_in_danger_prompts_physicians_once(answer):
    request = asked(self_harm_now=answer)
    prompt = prompts.open_for(factories.user(Role.PHYSICIAN)).get()
    assert prompt.urgency == "now"
    assert prompt.basis["request"] == str(request.pk)
    assert "555-0101" in prompt.text


@pytest.mark.hazard("H-08")
def test_a_request_in_crisis_that_prompts_nobody_is_not_taken_at_all(monkeypatch):
    def breaks(**_):
        raise RuntimeError("no prompt")

    monkeypatch.setattr(actions, "open_prompt", breaks)
    with pytest.raises(RuntimeError, match="no prompt"):
        asked(self_harm_now="yes")
    assert not queries.sent().exists()


@pytest.mark.hazard("H-08")
def test_closing_a_request_leaves_its_crisis_prompt_open():
    request = asked(self_harm_now="yes")
    actions.close_request(
        by=factories.user(Role.FRONT_DESK), at=factories.NOON, request_id=request.pk, reason="Came in person."
    )
    assert Prompt.objects.get().closed_at is None


def test_silence_is_shown_as_unknown_and_missing_never_as_no(client):
    asked(self_harm_now="", antidepressants_tried=None)
    client.force_login(factories.user(Role.FRONT_DESK))
    page = client.get(reverse("intake:inbox")).content.decode()
    assert "Unknown: ask now" in page
    assert "4 of 6" in page
    assert "Thoughts of self-harm now" in page


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ({"may_contact": False}, "consent to be contacted"),
        ({"birth_date": None}, "your birth date"),
        ({"phone": ""}, "a phone number or an e-mail address"),
        ({"given_name": "", "family_name": ""}, "your name"),
    ],
)
def test_what_the_clinic_cannot_answer_is_not_taken(gap, said):
    with pytest.raises(RequestIncompleteError, match=said):
        asked(**gap)


def test_a_request_is_sent_once():
    request = asked()
    with pytest.raises(RequestStateError):
        actions.submit_request(by=factories.system(), at=factories.NOON, request_id=request.pk)


def test_a_person_who_already_has_a_chart_is_not_registered_twice():
    chart = factories.patient()
    request = asked(given_name="ADA")
    with pytest.raises(SamePersonError):
        registered(request)
    assert registered(request, same_as=chart.pk).patient_id == chart.pk


def test_two_people_with_one_name_and_birth_date_can_both_have_a_chart():
    chart = factories.patient()
    assert registered(asked(), is_another_person=True).patient_id != chart.pk


def test_a_request_cannot_be_linked_to_somebody_else_s_chart():
    other = factories.patient(family_name="Other")
    with pytest.raises(RequestStateError):
        registered(asked(), same_as=other.pk)


def test_a_talk_is_booked_only_for_a_triaged_person_with_a_chart_and_in_the_future():
    request = asked()
    later = factories.NOON + timedelta(days=1)
    with pytest.raises(RequestStateError):
        booked(request, later)
    triaged(request)
    with pytest.raises(RequestStateError, match="Register"):
        booked(request, later)
    registered(request)
    with pytest.raises(RequestStateError, match="past"):
        booked(request, factories.NOON - timedelta(minutes=1))
    assert booked(request, later).state == "booked"


def test_a_refused_act_leaves_no_trace():
    request = asked()
    _people = factories.user(Role.FRONT_DESK), factories.user(Role.PHYSICIAN)
    before = audit.latest(1)[0].pk
    with pytest.raises(RequestStateError):
        booked(request, factories.NOON + timedelta(days=1))
    assert audit.latest(1)[0].pk == before
    assert Request.objects.get().appointment_id is None


def test_what_a_person_wrote_stays_out_of_the_audit_log():
    asked(concern="My secret sorrow")
    log = list(audit.entries())
    assert {"save request draft", "submit request"} <= {each["act"] for each in log}
    assert "sorrow" not in str(log)


def test_a_draft_is_in_nobodys_inbox(client):
    actions.save_draft(by=factories.system(), at=timezone.now(), request_id=None, given_name="Shy")
    client.force_login(factories.user(Role.MEDICAL_DIRECTOR))
    assert "Shy" not in client.get(reverse("intake:inbox")).content.decode()
