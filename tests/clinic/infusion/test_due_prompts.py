"""What the clock opens prompts for."""

from datetime import timedelta

import pytest
from tests.factories import NOON, minutes, prepared_session, started_session, user

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.infusion.sheet import sheet_of
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.actions import close_prompt
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def look(at):
    wanted = queries.unprompted(at)
    for each in wanted:
        actions.prompt_about(by=system_user("clock"), at=at, wanted=each)
    return len(wanted)


def kinds(session):
    return sorted(each.kind for each in prompts.open_in_session(session.pk))


def assert_explained(prompt):
    assert all(prompt.basis[part] for part in ("inputs", "rule", "policy", "source"))
    assert "v1" in prompt.basis["policy"]
    assert prompt.basis["source"]["trust"] == "assumed"


@pytest.mark.hazard("H-07")
def test_a_missed_reading_becomes_a_prompt_once():
    session = started_session()
    actions.release_monitor(by=user(Role.NURSE), at=NOON, session_id=session.pk)

    assert look(NOON + minutes(15)) == 0
    assert look(NOON + timedelta(minutes=15, seconds=1)) == 1
    assert look(NOON + minutes(16)) == 0
    assert kinds(session) == ["missed reading"]
    assert_explained(prompts.open_in_session(session.pk).get())


def test_a_prompt_that_was_closed_is_not_opened_again():
    session = started_session()
    actions.release_monitor(by=user(Role.NURSE), at=NOON, session_id=session.pk)
    look(NOON + minutes(16))
    waiting = prompts.open_in_session(session.pk).get()
    close_prompt(by=user(Role.NURSE), at=NOON + minutes(17), prompt_id=waiting.pk, decision="Read at 12:16.")

    assert look(NOON + minutes(18)) == 0


@pytest.mark.hazard("H-12")
def test_a_silent_monitor_becomes_a_prompt_and_is_never_shown_as_live():
    session = prepared_session()
    heard = [("MON-1", "heart_rate_per_min", 71, "/min", NOON + timedelta(seconds=5))]
    actions.record_device_observations(
        by=system_user("gateway"), at=NOON + timedelta(seconds=5), readings=heard, raw_id="r"
    )

    assert queries.feed_of(session, NOON + timedelta(seconds=20)).state == "live"
    assert look(NOON + timedelta(seconds=20)) == 0

    assert queries.feed_of(session, NOON + minutes(5)).state == "silent"
    assert look(NOON + minutes(5)) == 1
    assert kinds(session) == ["lost feed"]
    assert_explained(prompts.open_in_session(session.pk).get())
    assert not sheet_of(session, NOON + minutes(5)).is_calm


@pytest.mark.hazard("H-12")
def test_a_monitor_whose_clock_runs_ahead_does_not_look_younger_than_it_is():
    session = prepared_session()
    ahead = [("MON-1", "heart_rate_per_min", 71, "/min", NOON + timedelta(seconds=30))]
    actions.record_device_observations(by=system_user("gateway"), at=NOON, readings=ahead, raw_id="r")

    pulse = next(each for each in sheet_of(session, NOON).numbers if each.title == "Heart rate")

    assert pulse.seen_at == NOON


@pytest.mark.hazard("H-12")
def test_a_value_from_the_future_hides_no_live_one_and_somebody_is_told():
    session, gateway = prepared_session(), system_user("gateway")
    for value, seen_at in ((67, NOON + minutes(120)), (65, NOON)):
        actions.record_device_observations(
            by=gateway,
            at=NOON,
            readings=[("MON-1", "heart_rate_per_min", value, "/min", seen_at)],
            raw_id=f"r{value}",
        )

    assert queries.newest_of(session)["heart_rate_per_min"].value == 65
    assert any("clock" in each.text for each in prompts.open_in_session(session.pk))
