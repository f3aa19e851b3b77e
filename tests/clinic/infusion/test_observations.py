"""What was measured, who stands for it, and what it satisfies."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import BASELINE, NOON, cleared_patient, minutes, prepared_session, started_session, user

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine.infusion.kinds import kind_named
from bigsky.ketamine.infusion.monitoring import DueState

pytestmark = pytest.mark.django_db


def send(values, *, at, device="MON-1", observed_at=None):
    readings = [
        (device, kind, value, kind_named(kind).unit, observed_at or at) for kind, value in values.items()
    ]
    return actions.record_device_observations(
        by=system_user("gateway"), at=at, readings=readings, raw_id="r1"
    )


def due_at(session, minute, *, at):
    return next(each for each in queries.due_readings(session, at) if each.due_at == NOON + minutes(minute))


def test_a_cuff_reading_sent_again_is_stored_once():
    session = started_session()
    cuff = {"systolic_mmhg": Decimal(131), "diastolic_mmhg": Decimal(82)}

    first = send(cuff, at=NOON + minutes(10))
    again = send(cuff, at=NOON + minutes(11), observed_at=NOON + minutes(10))

    assert (len(first.stored), len(again.stored), len(again.known)) == (2, 0, 2)
    assert queries.observations_of(session).filter(origin="device").count() == 2


def test_an_unknown_monitor_stores_nothing_and_says_so():
    session = started_session()

    received = send(BASELINE, at=NOON, device="MON-9")

    assert received.stored == []
    assert {each.device_id for each in received.unbound} == {"MON-9"}
    assert not queries.observations_of(session).filter(origin="device").exists()


def test_what_a_monitor_saw_before_it_was_bound_belongs_to_nobody():
    prepared_session()

    received = send({"heart_rate_per_min": 71}, at=NOON, observed_at=NOON - timedelta(seconds=1))

    assert received.stored == []


@pytest.mark.hazard("H-04")
def test_an_unaccepted_observation_never_satisfies_a_due_reading():
    session, at = started_session(), NOON + minutes(10)

    send(BASELINE, at=at)
    assert due_at(session, 10, at=at).state is DueState.DUE

    actions.accept_observations(by=user(Role.NURSE), at=at, session_id=session.pk, observed_at=at)
    assert due_at(session, 10, at=at).state is DueState.TAKEN


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize("origin", ["device", "person"])
def test_crossing_a_threshold_opens_a_prompt_in_the_same_transaction(origin):
    session, at = started_session(), NOON + minutes(10)

    if origin == "device":
        send({"systolic_mmhg": Decimal(184)}, at=at)
    else:
        actions.record_observation(
            by=user(Role.NURSE), at=at, session_id=session.pk, kind="systolic_mmhg", value=184, observed_at=at
        )

    waiting = prompts.open_in_session(session.pk)
    assert [(each.kind, each.urgency) for each in waiting] == [("threshold", "now")]
    assert "SBP 184 at 12:10" in waiting[0].text
    assert "pause and measure again" in waiting[0].text


@pytest.mark.hazard("H-07")
def test_when_the_prompt_cannot_be_opened_the_observation_is_not_stored(monkeypatch):
    session = started_session()

    def fail(**_):
        raise RuntimeError("no prompt")

    monkeypatch.setattr("bigsky.clinic.infusion.actions.prompting.open_prompt", fail)
    with pytest.raises(RuntimeError):
        send({"systolic_mmhg": Decimal(184)}, at=NOON + minutes(10))

    assert not queries.observations_of(session).filter(origin="device").exists()


def test_a_low_saturation_sent_every_second_opens_one_prompt():
    session = started_session()

    for second in range(5):
        send({"spo2_percent": Decimal(91)}, at=NOON + timedelta(minutes=3, seconds=second))

    assert prompts.open_in_session(session.pk).count() == 1


def test_a_monitor_watches_one_person():
    session = prepared_session()
    other = prepared_session(
        cleared_patient(given_name="Bea", family_name="Ridge"), chair="C2", device="MON-2"
    )

    with pytest.raises(actions.MonitorTakenError, match="C1"):
        actions.bind_monitor(by=user(Role.NURSE), at=NOON, session_id=other.pk, device_id="MON-1")

    assert queries.binding_of(session).device_id == "MON-1"


def test_only_the_gateway_receives_from_monitors():
    with pytest.raises(PermissionDenied):
        actions.record_device_observations(by=user(Role.NURSE), at=NOON, readings=[], raw_id="r")


def test_a_persons_observation_must_be_possible_and_past():
    session = prepared_session()
    said = {"by": user(Role.NURSE), "at": NOON, "session_id": session.pk, "kind": "spo2_percent"}

    with pytest.raises(actions.ObservationRefusedError, match="50 to 100"):
        actions.record_observation(**said, value=130, observed_at=NOON)
    with pytest.raises(actions.ObservationRefusedError, match="future"):
        actions.record_observation(**said, value=98, observed_at=NOON + minutes(1))
