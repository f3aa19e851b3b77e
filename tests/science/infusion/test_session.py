"""What may happen when, also when it becomes known late."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.infusion.session_strategies import START, ZERO, at, happened, plain_session, pump_histories

from bigsky.ketamine.infusion.events import (
    BeginRecovery,
    Cancel,
    ChangeRate,
    Complete,
    Discharge,
    Flush,
    Pause,
    Resume,
    Stop,
    Transfer,
)
from bigsky.ketamine.infusion.session import STEPS, Session, SessionState, advance, record, session_of
from bigsky.ketamine.vocabulary.refusal import Refusal

EVENTS = {
    "Start": START,
    "Pause": Pause(),
    "Resume": Resume(),
    "ChangeRate": ChangeRate(rate_ml_per_h=50),
    "Stop": Stop(reason="finished"),
    "Flush": Flush(volume_ml=2),
    "BeginRecovery": BeginRecovery(),
    "Discharge": Discharge(),
    "Complete": Complete(),
    "Cancel": Cancel(reason="ill"),
    "Transfer": Transfer(reason="emergency"),
}
LIVE = [SessionState(name) for name in ("prepared", "running", "paused", "stopped", "recovering")]


def test_a_plain_session_goes_through_every_state_in_order():
    session, states = Session(), []
    for happening in (*plain_session(), happened(111, Complete())):
        session = advance(session, happening)
        states.append(str(session.state))
    assert states == ["running", "stopped", "recovering", "discharged", "completed"]


@pytest.mark.parametrize("state", SessionState)
@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_taken_or_refused_with_what_is_allowed(state, name):
    session = Session(state=state)
    answer = advance(session, happened(5, EVENTS[name]))
    if name in session.allowed:
        assert answer.state is STEPS[state][type(EVENTS[name])]
    else:
        assert isinstance(answer, Refusal)
        assert all(allowed in answer.reason for allowed in session.allowed)


@pytest.mark.parametrize("state", LIVE)
def test_an_emergency_transfer_is_possible_from_every_live_state(state):
    answer = advance(Session(state=state), happened(5, EVENTS["Transfer"]))
    assert answer.state is SessionState.TRANSFERRED


@pytest.mark.parametrize("state", [each for each in SessionState if each is not SessionState.PREPARED])
def test_a_session_is_cancelled_only_before_it_starts(state):
    assert isinstance(advance(Session(state=state), happened(5, EVENTS["Cancel"])), Refusal)


@pytest.mark.hazard("H-03")
def test_a_pause_entered_late_counts_from_when_it_happened():
    history = record(plain_session(upto=0), happened(10, Pause(), entered=35))
    assert session_of(history).state is SessionState.PAUSED
    assert history[-1].happened_at == at(10)


@pytest.mark.hazard("H-03")
def test_a_late_entry_that_makes_a_recorded_event_impossible_is_refused_by_name():
    history = (*plain_session(upto=0), happened(20, Pause()), happened(25, Resume()))
    answer = record(history, happened(10, Stop(reason="finished"), entered=30))
    assert isinstance(answer, Refusal)
    assert "Stop at 09:10:00 conflicts" in answer.reason
    assert "At 09:20:00: Pause cannot happen while stopped" in answer.reason


def test_an_event_that_never_fitted_is_refused_for_itself():
    answer = record(plain_session(), happened(50, Pause(), entered=120))
    assert isinstance(answer, Refusal)
    assert "conflicts" not in answer.reason
    assert "Pause cannot happen while recovering" in answer.reason


def test_an_event_cannot_happen_after_it_was_entered():
    assert isinstance(record(plain_session(upto=0), happened(10, Pause(), entered=9)), Refusal)


def test_a_moment_without_a_zone_is_refused():
    naive = replace(happened(10, Pause()), happened_at=datetime(2026, 3, 2, 9, 10))  # noqa: DTZ001 - the point
    assert isinstance(session_of([replace(naive, entered_at=naive.happened_at)]), Refusal)


@given(history=pump_histories(), order=st.randoms())
def test_the_order_of_entry_never_matters(history, order):
    shuffled = list(history)
    order.shuffle(shuffled)
    assert session_of(shuffled) == session_of(history)


@given(history=pump_histories())
def test_recording_one_by_one_gives_what_folding_gives(history):
    recorded = ()
    for happening in history:
        recorded = record(recorded, happening)
    assert recorded == history
    assert session_of(recorded).started_at == ZERO
