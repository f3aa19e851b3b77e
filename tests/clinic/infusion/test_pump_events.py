"""What was done at the pump, folded at its true time."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories import NOON, minutes, ready_session, started_session, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def by_nurse(at):
    return {"by": user(Role.NURSE), "at": at}


def test_the_whole_programme_gives_the_drawn_dose():
    session = started_session()

    delivered = queries.delivered_mg(session, NOON + minutes(60))

    assert round(delivered, 3) == Decimal(session.plan_content["actual_dose_mg"])
    assert round(queries.minutes_left(session, NOON + minutes(10))) == 30


@pytest.mark.hazard("H-03")
def test_a_pause_entered_late_counts_from_when_it_happened():
    session = started_session()
    before = queries.delivered_mg(session, NOON + minutes(20))

    actions.pause_infusion(
        **by_nurse(NOON + minutes(20)), session_id=session.pk, reason="nausea", happened_at=NOON + minutes(10)
    )

    assert round(queries.delivered_mg(session, NOON + minutes(20)), 6) == round(before / 2, 6)
    assert queries.state_of(session).state == "paused"


@pytest.mark.hazard("H-03")
def test_a_late_event_that_contradicts_a_later_one_is_refused_and_leaves_nothing():
    session = started_session()
    actions.stop_infusion(**by_nurse(NOON + minutes(15)), session_id=session.pk, reason="finished")
    written = queries.events_of(session).count()

    with pytest.raises(actions.StepRefusedError, match=r"conflicts|cannot happen"):
        actions.stop_infusion(
            **by_nurse(NOON + minutes(20)),
            session_id=session.pk,
            reason="again",
            happened_at=NOON + minutes(5),
        )

    assert queries.events_of(session).count() == written


def test_nothing_happens_in_the_future():
    session = started_session()

    with pytest.raises(actions.StepRefusedError, match="after the moment it was entered"):
        actions.pause_infusion(
            **by_nurse(NOON + minutes(5)), session_id=session.pk, reason="x", happened_at=NOON + minutes(6)
        )


def test_the_cached_phase_follows_the_events():
    session = started_session()
    actions.stop_infusion(**by_nurse(NOON + minutes(40)), session_id=session.pk, reason="finished")
    actions.begin_recovery(**by_nurse(NOON + minutes(41)), session_id=session.pk)

    again = queries.session(session.pk)

    assert again.phase == "recovering" == queries.state_of(again).state


def test_a_rate_change_moves_the_end():
    session = started_session()
    half = Decimal(session.plan_content["rate_ml_per_h"]) / 2

    actions.change_rate(**by_nurse(NOON + minutes(20)), session_id=session.pk, rate_ml_per_h=half)

    assert round(queries.minutes_left(session, NOON + minutes(20))) == 40


def test_a_transfer_ends_the_session_and_frees_the_monitor():
    session = started_session()

    actions.transfer(**by_nurse(NOON + minutes(5)), session_id=session.pk, reason="chest pain")

    assert queries.binding_of(session) is None
    assert queries.open_in_chair("C1") is None


def test_cancelling_is_possible_only_before_the_start():
    session = started_session()

    with pytest.raises(actions.StepRefusedError):
        actions.cancel_session(**by_nurse(NOON + minutes(1)), session_id=session.pk, reason="changed mind")


def test_every_act_leaves_its_audit_entry():
    session = ready_session()

    actions.start_infusion(**by_nurse(NOON + timedelta(seconds=5)), session_id=session.pk)

    assert [each.act for each in audit.of_patient(session.patient_id)].count("start") == 1


@pytest.mark.parametrize("rate", ["-60", "0", "NaN", "1E+9"])
@pytest.mark.hazard("H-03")
def test_a_rate_that_no_pump_runs_is_refused_and_leaves_nothing(rate):
    session = started_session()

    with pytest.raises(actions.StepRefusedError, match="Rate ml per h"):
        actions.change_rate(**by_nurse(NOON + minutes(1)), session_id=session.pk, rate_ml_per_h=Decimal(rate))

    assert not queries.events_of(session).filter(kind="change rate").exists()


@pytest.mark.hazard("H-03")
def test_a_flush_that_no_syringe_holds_is_refused():
    session = started_session()
    actions.stop_infusion(**by_nurse(NOON + minutes(40)), session_id=session.pk, reason="finished")

    with pytest.raises(actions.StepRefusedError, match="Flush ml"):
        actions.flush_line(**by_nurse(NOON + minutes(41)), session_id=session.pk, volume_ml=Decimal(500))


@pytest.mark.parametrize("reason", ["", "  "])
@pytest.mark.parametrize("act", [actions.pause_infusion, actions.stop_infusion, actions.transfer])
def test_without_a_reason_nothing_is_halted(act, reason):
    session = started_session()

    with pytest.raises(actions.StepRefusedError, match="Say the reason"):
        act(**by_nurse(NOON + minutes(1)), session_id=session.pk, reason=reason)


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_cancelled(reason):
    session = ready_session()

    with pytest.raises(actions.StepRefusedError, match="Say the reason"):
        actions.cancel_session(**by_nurse(NOON), session_id=session.pk, reason=reason)
