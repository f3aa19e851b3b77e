"""People are asked after an infusion, and silence is not mistaken for being well."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from tests.factories import NOON, minutes, patient, policy_in_force, started_session, system, user

from bigsky.clinic.followup import actions, clock, queries
from bigsky.clinic.infusion import actions as infusion
from bigsky.clinic.messaging import queries as messaging
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.ratings.actions import answer_link, record_rating
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
CALM, WORRIED = [1] * 8 + [0], [1] * 8 + [2]


def days(count):
    return timedelta(days=count)


@pytest.fixture
def policy():
    return policy_in_force("followup")


def stopped_session():
    session = started_session()
    infusion.stop_infusion(
        by=user(Role.NURSE), at=NOON + minutes(40), session_id=session.pk, reason="finished"
    )
    return session


def planned(session):
    return actions.plan_followups(by=user(Role.NURSE), at=NOON + minutes(60), session_id=session.pk)


def asked(person, at=NOON, answers=None):
    check_in, token = actions.ask_now(by=user(Role.NURSE), at=at, patient_id=person.pk)
    if answers is not None:
        answer_link(by=system_user("patient-link"), at=at + minutes(5), token=token, answers=answers)
    return check_in


def open_prompts(person, kind="unanswered-check-in"):
    return [each for each in prompts.of_patient(person.pk) if each.kind == kind and each.closed_at is None]


def test_check_ins_are_counted_from_the_end_of_the_infusion(policy):
    check_ins = planned(stopped_session())

    assert [each.due_at for each in check_ins] == [NOON + minutes(40) + days(1), NOON + minutes(40) + days(7)]
    assert all("v1" in each.policy_version for each in check_ins)


def test_planning_twice_plans_once(policy):
    session = stopped_session()

    assert {each.pk for each in planned(session)} == {each.pk for each in planned(session)}


def test_without_a_policy_nobody_is_asked_and_the_page_says_so(client):
    session = stopped_session()
    client.force_login(user(Role.NURSE))

    with pytest.raises(actions.NoFollowupPolicyError):
        planned(session)
    page = client.get(reverse("followup:patient", args=[session.patient_id])).content.decode()
    assert "No follow-up policy is in force" in page


def test_a_due_check_in_is_asked_once_in_a_message_that_names_no_illness(policy):
    session = stopped_session()
    planned(session)

    assert clock.send_due(by=system(), at=NOON + days(1)) == (0, 0)
    assert clock.send_due(by=system(), at=NOON + days(1) + minutes(41)) == (1, 0)
    assert clock.send_due(by=system(), at=NOON + days(1) + minutes(42)) == (0, 0)

    body = messaging.of_patient(session.patient_id).get().body
    assert "/ratings/answer/" in body
    assert "988" in body
    assert not [word for word in ("depress", "ketamine", "phq", "suicid") if word in body.lower()]


def test_the_next_sessions_plan_supersedes_what_was_not_asked_yet(policy):
    first = stopped_session()
    planned(first)
    nurse, at = user(Role.NURSE), NOON + days(3)
    infusion.transfer(by=nurse, at=NOON + minutes(50), session_id=first.pk, reason="for the test")
    second = infusion.prepare_session(by=nurse, at=at, patient_id=first.patient_id, chair_code="C1")

    actions.plan_followups(by=nurse, at=at, session_id=second.pk)

    assert {each.session_key for each in queries.of_patient(first.patient_id)} == {second.pk}


@pytest.mark.hazard("H-17")
def test_an_unanswered_check_in_becomes_a_prompt_once(policy):
    person = patient()
    asked(person)

    clock.report_due(by=system(), at=NOON + days(1))
    assert open_prompts(person) == []
    for _ in range(2):
        clock.report_due(by=system(), at=NOON + days(2))

    (prompt,) = open_prompts(person)
    assert (prompt.urgency, prompt.for_role) == ("today", "nurse")


@pytest.mark.hazard("H-17")
def test_silence_after_a_worrying_answer_reaches_the_clinician_at_once(policy):
    person = patient()
    asked(person, answers=WORRIED)
    asked(person, at=NOON + days(1))

    clock.report_due(by=system(), at=NOON + days(3))

    (prompt,) = open_prompts(person)
    assert (prompt.urgency, prompt.for_user) == ("now", person.clinician)


@pytest.mark.hazard("H-17")
@pytest.mark.parametrize("by_telephone", [True, False])
def test_an_answer_is_not_silence(policy, by_telephone):
    person = patient()
    asked(person, answers=None if by_telephone else CALM)
    if by_telephone:
        record_rating(
            by=user(Role.NURSE), at=NOON + days(1), patient_id=person.pk, scale_key="phq-9", answers=CALM
        )

    clock.report_due(by=system(), at=NOON + days(9))

    assert open_prompts(person) == []


@pytest.mark.hazard("H-17")
def test_the_clock_plans_for_whoever_went_home(policy, monkeypatch):
    session = stopped_session()
    monkeypatch.setattr(queries, "_GONE_HOME", ("stopped",))

    assert clock.plan_due(by=system(), at=NOON + minutes(90)) == (1, 0)
    assert queries.planned_for(session.pk).count() == 2
    assert clock.plan_due(by=system(), at=NOON + minutes(91)) == (0, 0)


@pytest.mark.hazard("H-17")
def test_one_part_that_fails_stops_no_other(policy, monkeypatch, caplog):
    def fail(**_):
        raise RuntimeError("disk full")

    asked(person := patient())
    monkeypatch.setattr(clock, "prompt_due", fail)
    monkeypatch.setattr(clock, "deliver_due", fail)

    done = {each.part: each for each in clock.tick(by=system(), at=NOON + days(2))}

    assert (done["chairs"].failures, done["messages"].failures, done["silence"].count) == (1, 1, 1)
    assert len(open_prompts(person)) == 1
    assert "disk full" in caplog.text


@pytest.mark.hazard("H-17")
def test_one_persons_trouble_silences_no_other(policy, monkeypatch):
    asked(first := patient())
    asked(second := patient(given_name="Bo"))
    report = actions.report_unanswered

    def stumble(*, by, at, check_in_id):
        if queries.check_in(check_in_id).patient_id == first.pk:
            raise RuntimeError("a stumble")
        return report(by=by, at=at, check_in_id=check_in_id)

    monkeypatch.setattr(clock.actions, "report_unanswered", stumble)

    assert clock.report_due(by=system(), at=NOON + days(2)) == (1, 1)
    assert len(open_prompts(second)) == 1


def test_the_tick_command_says_what_it_did(policy, capsys):
    asked(patient(), at=timezone.now() - days(3))

    call_command("tick")

    assert "silence: 1" in capsys.readouterr().out


@pytest.mark.parametrize("pause", [0.0, 0.5, 3601.0])
def test_an_impossible_pause_is_refused_with_the_range(pause):
    with pytest.raises(CommandError, match="1 to 3600"):
        call_command("tick", every=pause)


def test_a_scale_asked_sooner_than_it_looks_back_says_so_and_keeps_it(policy):
    check_in = planned(stopped_session())[0]
    actions.send_check_in(by=system(), at=check_in.due_at, check_in_id=check_in.pk)

    assert queries.check_in(check_in.pk).link.recall == check_in.recall == "since the infusion"
