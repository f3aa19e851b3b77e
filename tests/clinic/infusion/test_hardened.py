"""What a careless or hostile hand tries at the chair is refused, and leaves a trace."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories import NOON, PASSWORD, minutes, prepared_session, ready_session, started_session, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.infusion import actions
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def check(session, password):
    return actions.confirm_syringe(
        by=user(Role.NURSE),
        at=NOON,
        session_id=session.pk,
        second_checker=user(Role.PHYSICIAN),
        password=password,
        figures={},
    )


@pytest.mark.hazard("H-16")
def test_nobody_guesses_a_colleagues_password_at_the_chair():
    session = prepared_session()
    for guess in range(5):
        with pytest.raises(actions.SessionError, match="does not match"):
            check(session, f"guess-{guess}")

    with pytest.raises(actions.SessionError, match="locked"):
        check(session, PASSWORD)
    assert sum(each.by == "physician" for each in audit.latest()) >= 5


@pytest.mark.hazard("H-06")
def test_a_start_cannot_be_entered_as_earlier_than_the_second_check():
    session = ready_session()
    checked_at = session.syringe_check.checked_at

    with pytest.raises(actions.NotReadyError, match="cannot lie before"):
        actions.start_infusion(
            by=user(Role.NURSE),
            at=NOON + minutes(5),
            session_id=session.pk,
            happened_at=checked_at - timedelta(seconds=1),
        )


def test_a_closed_record_takes_no_observation():
    session = ready_session()
    actions.cancel_session(by=user(Role.NURSE), at=NOON, session_id=session.pk, reason="no escort")

    with pytest.raises(actions.ObservationRefusedError, match="closed"):
        observe(session, NOON)


def test_an_observation_of_another_day_is_refused():
    with pytest.raises(actions.ObservationRefusedError, match="long before"):
        observe(started_session(), NOON - timedelta(hours=11))


def observe(session, observed_at):
    return actions.record_observation(
        by=user(Role.NURSE),
        at=NOON,
        session_id=session.pk,
        kind="spo2_percent",
        value=97,
        observed_at=observed_at,
    )


@pytest.mark.parametrize(
    "moment", ["2026-13-45T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-14:00", "", "now"]
)
def test_a_moment_that_is_none_is_not_found(client, moment):
    client.force_login(user(Role.NURSE))
    answer = client.post(reverse("infusion:accept", args=[started_session().pk]), {"observed_at": moment})

    assert answer.status_code == 404
