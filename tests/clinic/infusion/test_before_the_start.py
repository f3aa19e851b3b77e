"""No pump starts without plan, policy, baseline and a second pair of eyes."""

from datetime import timedelta

import pytest
from tests.factories import (
    BASELINE,
    NOON,
    PASSWORD,
    SECOND_CHECK,
    cleared_patient,
    minutes,
    prepared_session,
    ready_session,
    signed_plan,
    user,
)

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.actions import close_prompt
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine.infusion.kinds import kind_named
from bigsky.ketamine.planning.double_check import CHECKED
from bigsky.ketamine.vocabulary.refusal import Refusal

pytestmark = pytest.mark.django_db


def confirm(session, figures=None, *, checker=None, password=PASSWORD):
    expected = {name: session.plan_content[name] for name in SECOND_CHECK}
    return actions.confirm_syringe(
        by=user(Role.NURSE),
        at=NOON,
        session_id=session.pk,
        second_checker=checker or user(Role.PHYSICIAN),
        password=password,
        figures=expected | (figures or {}),
    )


def start(session, at=NOON):
    return actions.start_infusion(by=user(Role.NURSE), at=at, session_id=session.pk)


def test_without_a_signed_plan_no_session_is_prepared():
    person = cleared_patient()

    with pytest.raises(actions.NotReadyError, match="no signed plan"):
        actions.prepare_session(by=user(Role.NURSE), at=NOON, patient_id=person.pk, chair_code="C1")


@pytest.mark.hazard("H-02")
def test_without_a_policy_in_force_no_infusion_is_prepared():
    plan = signed_plan()

    with pytest.raises(actions.NotReadyError, match="not be prompting"):
        # Two days before, nothing had been signed yet.
        actions.prepare_session(
            by=user(Role.NURSE), at=NOON - timedelta(days=2), patient_id=plan.patient_id, chair_code="C1"
        )


@pytest.mark.hazard("H-02")
def test_without_a_policy_in_force_no_infusion_starts():
    session = ready_session()

    missing = queries.missing_before_start(session, NOON - timedelta(days=2))

    assert any("No signed monitoring policy" in sentence for sentence in missing)


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("figure", SECOND_CHECK)
def test_a_differing_figure_is_named_and_the_expected_one_is_not_told(figure):
    session = prepared_session()

    refused = confirm(session, {figure: "7.77"})

    assert isinstance(refused, Refusal)
    assert session.plan_content[figure] not in refused.reason
    assert CHECKED[figure] in refused.reason
    assert queries.syringe_check_of(session) is None
    with pytest.raises(actions.NotReadyError, match="second person"):
        start(session)


@pytest.mark.hazard("H-06")
def test_a_tenfold_slip_is_said_in_words():
    refused = confirm(prepared_session(), {"vial_mg_per_ml": "500"})

    assert "concentration of the vial (a tenfold difference)" in refused.reason


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("figure", SECOND_CHECK)
def test_a_figure_left_out_is_never_agreed(figure):
    session = prepared_session()

    assert isinstance(confirm(session, {figure: ""}), Refusal)
    assert queries.syringe_check_of(session) is None


@pytest.mark.hazard("H-06")
def test_a_failed_check_leaves_its_trace_in_the_act_itself():
    session = prepared_session()

    confirm(session, {"draw_ml": "7.1"})

    assert "syringe check failed" in [each.act for each in audit.of_patient(session.patient_id)]


@pytest.mark.hazard("H-06")
def test_whoever_prepared_cannot_be_the_second_person():
    with pytest.raises(actions.SessionError, match="second person"):
        confirm(prepared_session(), checker=user(Role.NURSE))


def test_the_second_person_needs_their_own_password():
    with pytest.raises(actions.SessionError, match="password"):
        confirm(prepared_session(), password="somebody-elses")


@pytest.mark.hazard("H-04")
def test_a_baseline_that_nobody_accepted_does_not_start_the_pump():
    session = prepared_session()
    confirm(session)
    readings = [("MON-1", kind, value, unit(kind), NOON) for kind, value in BASELINE.items()]
    actions.record_device_observations(by=gateway(), at=NOON, readings=readings, raw_id="1")

    with pytest.raises(actions.NotReadyError, match="Baseline"):
        start(session)

    actions.accept_observations(by=user(Role.NURSE), at=NOON, session_id=session.pk, observed_at=NOON)
    assert start(session).phase == "running"


def test_an_old_baseline_does_not_start_the_pump():
    session = ready_session()

    with pytest.raises(actions.NotReadyError, match="Baseline"):
        start(session, at=NOON + minutes(31))


@pytest.mark.hazard("H-10")
def test_a_plan_changed_meanwhile_does_not_start():
    session = ready_session()
    signed_plan(session.patient, dose_mg_per_kg="0.4")

    with pytest.raises(actions.NotReadyError, match="changed after this session was prepared"):
        start(session)


def test_a_chair_holds_one_person():
    session = prepared_session()
    other = signed_plan(cleared_patient(given_name="Bea", family_name="Ridge"))

    with pytest.raises(actions.SessionError, match="Chair C1"):
        actions.prepare_session(
            by=user(Role.NURSE), at=NOON, patient_id=other.patient_id, chair_code=session.chair_code
        )


def unit(kind):
    return kind_named(kind).unit


def gateway():
    return system_user("gateway")


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize(("kind", "value"), [("systolic_mmhg", 184), ("diastolic_mmhg", 104)])
@pytest.mark.parametrize("origin", ["device", "person"])
def test_a_prompt_that_says_do_not_start_holds_the_start_until_somebody_decides(kind, value, origin):
    session, nurse = ready_session(), user(Role.NURSE)
    if origin == "device":
        readings = [("MON-1", kind, value, unit(kind), NOON)]
        actions.record_device_observations(by=gateway(), at=NOON, readings=readings, raw_id="1")
    else:
        actions.record_observation(
            by=nurse, at=NOON, session_id=session.pk, kind=kind, value=value, observed_at=NOON
        )

    with pytest.raises(actions.NotReadyError, match="do not start"):
        start(session)

    (waiting,) = prompts.open_in_session(session.pk)
    decision = "Measured again by hand: 132/84; the physician decides to start."
    close_prompt(by=user(Role.PHYSICIAN), at=NOON, prompt_id=waiting.pk, decision=decision)
    assert start(session).phase == "running"


def test_a_prompt_that_only_asks_to_look_does_not_hold_the_start():
    session = ready_session()
    actions.record_observation(
        by=user(Role.NURSE), at=NOON, session_id=session.pk, kind="systolic_mmhg", value=145, observed_at=NOON
    )

    assert prompts.open_in_session(session.pk).count() == 1
    assert start(session).phase == "running"
