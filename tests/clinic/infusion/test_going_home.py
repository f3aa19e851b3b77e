"""Nobody goes home while something is unknown."""

import pytest
from tests.factories import BASELINE, NOON, minutes, policy_in_force, started_session, user

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine.infusion.discharge import ANSWERED
from bigsky.ketamine.infusion.kinds import kind_named

pytestmark = pytest.mark.django_db

LEAVES_AT = NOON + minutes(101)
ALL_YES = dict.fromkeys(ANSWERED, True)


@pytest.fixture
def recovering():
    policy_in_force("discharge")
    session = started_session()
    nurse = user(Role.NURSE)
    actions.stop_infusion(by=nurse, at=NOON + minutes(40), session_id=session.pk, reason="finished")
    return actions.begin_recovery(by=nurse, at=NOON + minutes(41), session_id=session.pk)


def measured_by_hand(session):
    for kind, value in BASELINE.items():
        actions.record_observation(
            by=user(Role.NURSE),
            at=LEAVES_AT,
            session_id=session.pk,
            kind=kind,
            value=value,
            observed_at=LEAVES_AT,
        )


def leave(session, checklist=ALL_YES, escort="Tom Ridge"):
    return actions.discharge(
        by=user(Role.NURSE), at=LEAVES_AT, session_id=session.pk, checklist=checklist, escort_name=escort
    )


def test_with_everything_met_the_person_goes_home(recovering):
    measured_by_hand(recovering)

    kept = leave(recovering)

    assert kept.escort_name == "Tom Ridge"
    assert queries.session(recovering.pk).phase == "discharged"
    actions.complete_session(by=user(Role.NURSE), at=LEAVES_AT, session_id=recovering.pk)
    assert queries.session(recovering.pk).phase == "completed"


@pytest.mark.hazard("H-05")
@pytest.mark.parametrize("key", ANSWERED)
@pytest.mark.parametrize("answer", [None, False])
def test_what_is_not_known_or_not_met_blocks(recovering, key, answer):
    measured_by_hand(recovering)

    with pytest.raises(actions.DischargeRefusedError, match=ANSWERED[key]):
        leave(recovering, {**ALL_YES, key: answer})

    assert queries.session(recovering.pk).phase == "recovering"


@pytest.mark.hazard("H-05")
def test_without_the_escorts_name_nobody_goes(recovering):
    measured_by_hand(recovering)

    with pytest.raises(actions.DischargeRefusedError, match="who takes the person home"):
        leave(recovering, escort=" ")


@pytest.mark.hazard("H-04")
def test_what_only_the_monitor_says_does_not_let_anybody_go(recovering):
    readings = [("MON-1", kind, value, kind_named(kind).unit, LEAVES_AT) for kind, value in BASELINE.items()]
    actions.record_device_observations(by=system_user("gateway"), at=LEAVES_AT, readings=readings, raw_id="r")

    with pytest.raises(actions.DischargeRefusedError, match="accepted"):
        leave(recovering)

    actions.accept_observations(
        by=user(Role.NURSE), at=LEAVES_AT, session_id=recovering.pk, observed_at=LEAVES_AT
    )
    assert leave(recovering)


def test_serious_harm_pages_the_patients_clinician(recovering):
    actions.record_adverse_event(
        by=user(Role.NURSE), at=LEAVES_AT, session_id=recovering.pk,
        what="fainted", onset_at=NOON + minutes(50),
        severity="moderate", seriousness="serious", action="laid down, called", outcome="resolving",
    )  # fmt: skip

    waiting = prompts.open_in_session(recovering.pk).get(kind="serious adverse event")
    assert waiting.for_user == recovering.patient.clinician
    assert all(waiting.basis[part] for part in ("inputs", "rule", "policy", "source"))
