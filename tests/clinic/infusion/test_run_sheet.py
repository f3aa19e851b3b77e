"""The pages at the chair: what they show, what they refuse, who may open them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import (
    PASSWORD,
    SECOND_CHECK,
    minutes,
    prepared_session,
    ready_session,
    started_session,
    user,
)

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db

FEW_MINUTES = minutes(6)


@pytest.fixture
def clinic_now(monkeypatch):
    """The tests' noon is now, so that pages and rows agree."""
    now = timezone.now() - FEW_MINUTES
    monkeypatch.setattr("tests.factories.NOON", now)
    return now


@pytest.fixture
def nurse(client):
    client.force_login(user(Role.NURSE))
    return client


def page(name, session, **more):
    return reverse(f"infusion:{name}", kwargs={"session_id": session.pk, **more})


def test_the_first_screen_says_what_happens_what_is_next_and_what_is_missing(nurse, clinic_now):
    session = started_session(at=clinic_now)

    answer = nurse.get(page("session", session)).content.decode()

    assert "Running" in answer
    assert "34 min left" in answer or "34 minutes left" in answer
    assert "mg in the vein" in answer
    assert "Next:" in answer
    assert "Nothing is missing" in answer
    assert "The bedside monitor alarms; this page reminds." in answer


def test_only_acts_that_the_state_allows_are_offered(nurse, clinic_now):
    session = started_session(at=clinic_now)

    answer = nurse.get(page("session", session)).content.decode()

    assert page("step", session, key="pause") in answer
    assert page("step", session, key="resume") not in answer
    assert page("step", session, key="start") not in answer


def test_an_act_is_recorded_at_its_true_time(nurse, clinic_now):
    session = started_session(at=clinic_now)
    happened = timezone.localtime(clinic_now + minutes(3)).replace(microsecond=0)

    answer = nurse.post(
        page("step", session, key="pause"),
        {"pause-happened": f"{happened:%H:%M:%S}", "pause-reason": "nausea"},
    )

    assert answer.status_code == 302
    assert queries.events_of(session).get(kind="pause").happened_at == happened


def test_a_refused_act_keeps_what_was_typed_and_says_why(nurse, clinic_now):
    session = started_session(at=clinic_now)
    future = timezone.localtime(timezone.now() + minutes(30))

    answer = nurse.post(
        page("step", session, key="pause"), {"pause-happened": f"{future:%H:%M}", "pause-reason": "nausea"}
    )

    assert answer.status_code == 422
    assert "after the moment it was entered" in answer.content.decode()
    assert 'value="nausea"' in answer.content.decode()


def test_a_start_says_what_is_missing(nurse, clinic_now):
    session = prepared_session(at=clinic_now)

    answer = nurse.post(page("step", session, key="start"))

    assert answer.status_code == 422
    assert "A second person has not yet checked the syringe." in answer.content.decode()


@pytest.mark.hazard("H-06")
def test_the_second_check_page_does_not_show_the_plan(nurse, clinic_now):
    session = prepared_session(at=clinic_now)
    answer = nurse.get(page("second-check", session)).content.decode()

    for figure in ("35.5", "53.2", "0.71", "34.79"):
        assert figure not in answer


def test_the_second_person_checks_with_their_own_password(nurse, clinic_now):
    session, content = prepared_session(at=clinic_now), {}
    content = {name: session.plan_content[name] for name in SECOND_CHECK}
    typed = {**content, "rate_ml_per_h": "532", "second_checker": "physician", "password": PASSWORD}
    user(Role.PHYSICIAN)

    refused = nurse.post(page("second-check", session), typed)
    right = nurse.post(
        page("second-check", session), {**typed, "rate_ml_per_h": session.plan_content["rate_ml_per_h"]}
    )

    assert refused.status_code == 422
    assert "pump rate" in refused.content.decode()
    assert [each.act for each in audit.of_patient(session.patient_id)].count("syringe check failed") == 1
    assert right.status_code == 302
    assert queries.syringe_check_of(session).checked_by.username == "physician"


def test_readings_by_hand_are_held_to_their_range(nurse, clinic_now):
    session = ready_session(at=clinic_now)

    refused = nurse.post(page("observe", session), {"spo2_percent": "9"})
    kept = nurse.post(page("observe", session), {"spo2_percent": "96", "systolic_mmhg": "126"})

    assert refused.status_code == 422
    assert "50 to 100 %" in refused.content.decode()
    assert kept.status_code == 302
    assert queries.newest_of(session)["spo2_percent"].value == 96


def test_one_tap_accepts_everything_of_one_moment(nurse, clinic_now):
    session, at = started_session(at=clinic_now), clinic_now + minutes(1)
    cuff = [("MON-1", "systolic_mmhg", 131, "mmHg", at), ("MON-1", "diastolic_mmhg", 82, "mmHg", at)]
    actions.record_device_observations(by=system_user("gateway"), at=at, readings=cuff, raw_id="r")

    assert "SBP 131 · DBP 82" in nurse.get(page("session", session)).content.decode()
    nurse.post(page("accept", session), {"observed_at": at.isoformat()})

    assert not queries.observations_of(session).filter(accepted_at__isnull=True).exists()


@pytest.mark.hazard("H-14")
def test_a_prompt_is_closed_on_the_run_sheet_with_a_decision_only(nurse, clinic_now):
    session, at = started_session(at=clinic_now), clinic_now + minutes(2)
    actions.record_observation(
        by=user(Role.NURSE), at=at, session_id=session.pk, kind="systolic_mmhg", value=184, observed_at=at
    )
    waiting = prompts.open_in_session(session.pk).get()

    empty = nurse.post(page("decide", session, prompt_id=waiting.pk), {"decision": " "})
    said = nurse.post(page("decide", session, prompt_id=waiting.pk), {"decision": "Paused, 168 after 5 min."})

    assert (empty.status_code, said.status_code) == (422, 302)
    assert not prompts.open_in_session(session.pk).exists()


@pytest.mark.hazard("H-05")
def test_the_discharge_checklist_has_nothing_ticked_and_unknown_blocks(nurse, clinic_now):
    session = started_session(at=clinic_now)

    asked = nurse.get(page("discharge", session)).content.decode()
    answer = nurse.post(page("discharge", session), {"escort_name": "Tom", "walks_unaided": "unknown"})

    assert "checked" not in asked.split("<form")[2]
    assert answer.status_code == 422
    assert "Walks unaided: not answered" in answer.content.decode()


@pytest.mark.hazard("H-02")
def test_without_a_policy_the_run_sheet_says_loudly_that_it_is_not_prompting(nurse, clinic_now, monkeypatch):
    session = started_session(at=clinic_now)
    monkeypatch.setattr("bigsky.clinic.policy.queries.in_force", lambda *_: None)

    assert "Big Sky is not prompting." in nurse.get(page("session", session)).content.decode()


PAGES = ("session", "second-check", "discharge", "harm")


@pytest.mark.hazard("H-16")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.FRONT_DESK, 403), (Role.PATIENT, 403), (Role.NURSE, 200), (Role.PHYSICIAN, 200)],
)
def test_who_may_open_the_pages(client, clinic_now, role, status, name):
    session = prepared_session(at=clinic_now)
    client.force_login(user(role))

    assert client.get(page(name, session)).status_code == status


@pytest.mark.hazard("H-16")
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("step", {"key": "transfer"}),
        ("observe", {}),
        ("accept", {}),
        ("monitor", {}),
        ("decide", {"prompt_id": uuid4()}),
    ],
)
def test_the_front_desk_changes_nothing_at_the_chair(client, clinic_now, name, more):
    session = started_session(at=clinic_now)
    client.force_login(user(Role.FRONT_DESK))

    assert client.post(page(name, session, **more), {"transfer-reason": "x"}).status_code == 403
    assert queries.session(session.pk).phase == "running"


def test_an_unknown_session_is_not_found(nurse):
    unknown = reverse("infusion:session", kwargs={"session_id": uuid4()})

    assert nurse.get(unknown).status_code == 404


@pytest.mark.hazard("H-12")
def test_a_number_that_is_too_old_says_so(nurse, clinic_now):
    session = ready_session(at=clinic_now - timedelta(minutes=40))

    answer = nurse.get(page("session", session)).content.decode()

    assert 'class="age stale"' in answer
    assert "too old" in answer
