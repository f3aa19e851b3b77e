"""The wall: calm when all is well, unmistakable when not."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import cleared_patient, minutes, prepared_session, started_session, user

from bigsky.clinic.infusion import actions
from bigsky.clinic.scheduling.actions import add_chair
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic_now(monkeypatch):
    now = timezone.now() - minutes(4)
    monkeypatch.setattr("tests.factories.NOON", now)
    return now


@pytest.fixture
def board(client, clinic_now):
    for code in ("C1", "C2"):
        add_chair(by=user(Role.MEDICAL_DIRECTOR), at=clinic_now, code=code, name=f"Chair {code[1]}")
    client.force_login(user(Role.FRONT_DESK))

    def looked(**headers):
        return client.get(reverse("chart:board"), headers=headers).content.decode()

    return looked


def test_every_chair_is_on_the_board_and_nobody_by_name(board, clinic_now):
    session = started_session(at=clinic_now)
    actions.release_monitor(by=user(Role.NURSE), at=clinic_now, session_id=session.pk)

    wall = board()

    assert "AM" in wall
    assert "Meadow" not in wall
    assert "Chair 2: free" in wall
    assert "36 min" in wall
    assert "must-act" not in wall


@pytest.mark.hazard("H-07")
def test_a_crossed_threshold_is_unmistakable(board, clinic_now):
    session, at = started_session(at=clinic_now), clinic_now + minutes(3)
    actions.record_observation(
        by=user(Role.NURSE), at=at, session_id=session.pk, kind="systolic_mmhg", value=184, observed_at=at
    )

    wall = board()

    assert wall.count("must-act") == 1
    assert "SBP 184" in wall
    assert "pause and measure again" in wall


@pytest.mark.hazard("H-12")
def test_a_silent_monitor_is_unmistakable(board, clinic_now):
    prepared_session(cleared_patient(), at=clinic_now)

    wall = board()

    assert "must-act" in wall
    assert "Monitor silent" in wall


@pytest.mark.hazard("H-02")
def test_without_a_policy_the_wall_says_that_it_is_not_prompting(board):
    assert "Big Sky is not prompting" in board()


def test_a_part_of_the_page_asks_for_the_cards_alone(board):
    assert "<html" not in board(hx_request="true")
    assert "<html" in board()


def test_a_patient_never_sees_the_board(client):
    client.force_login(user(Role.PATIENT))

    assert client.get(reverse("chart:board")).status_code == 403
