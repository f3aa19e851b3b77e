"""What is due, what was made, what was missed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.infusion.session_strategies import at, happened, plain_session

from bigsky.ketamine import library
from bigsky.ketamine.infusion.events import Stop
from bigsky.ketamine.infusion.monitoring import DueState, due_observations
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.infusion.session import Session, session_of

PROFILE = library.monitoring_example().profile


def full_set(minutes, *, accepted_by="Nurse Ada Lind"):
    return [
        Observation(kind=kind, value=Decimal(100), observed_at=at(minutes), accepted_by=accepted_by)
        for kind in PROFILE.kinds
    ]


def due(minutes, observations=(), *, upto=200, history=None):
    known = [each for each in (history or plain_session(upto=upto)) if each.happened_at <= at(minutes)]
    return due_observations(
        PROFILE, session_of(known), planned_end_at=at(40), observations=observations, at=at(minutes)
    )


def at_minute(answer, minute):
    return next(each for each in answer if each.due_at == at(minute))


def test_a_plain_session_owes_baseline_every_ten_the_end_and_every_fifteen_after():
    minutes = [(each.due_at - at(0)).total_seconds() / 60 for each in due(100)]
    assert minutes == [0, 10, 20, 30, 40, 55, 70, 85, 100]


def test_before_the_start_nothing_is_due():
    assert due_observations(PROFILE, Session(), planned_end_at=at(40), observations=(), at=at(0)) == ()


def test_the_end_of_the_infusion_is_always_owed():
    stopped_early = (*plain_session(upto=0), happened(26, Stop(reason="wish of the patient")))
    ends = [each for each in due(30, history=stopped_early) if each.is_end_of_infusion]
    assert [each.due_at for each in ends] == [at(26)]


def test_an_observation_in_its_window_is_taken():
    assert at_minute(due(24, full_set(21)), 20).state is DueState.TAKEN
    assert at_minute(due(24, full_set(18)), 20).state is DueState.TAKEN


@pytest.mark.hazard("H-04")
def test_an_observation_nobody_accepted_never_satisfies():
    answer = at_minute(due(24, full_set(21, accepted_by=None)), 20)
    assert answer.state is DueState.DUE
    assert answer.missing == PROFILE.kinds


@pytest.mark.hazard("H-04")
def test_an_old_observation_never_satisfies_a_later_moment():
    assert at_minute(due(24, full_set(13)), 20).state is DueState.DUE
    assert at_minute(due(26, full_set(13)), 20).state is DueState.MISSED


@pytest.mark.hazard("H-04")
def test_a_part_of_the_set_names_what_is_missing():
    answer = at_minute(due(24, full_set(21)[:-1]), 20)
    assert answer.state is DueState.DUE
    assert [kind.key for kind in answer.missing] == ["sedation_moaas"]


@pytest.mark.hazard("H-04")
def test_an_observation_after_the_window_never_heals_a_miss():
    assert at_minute(due(60, full_set(26)), 20).state is DueState.MISSED


@pytest.mark.hazard("H-04")
@given(
    ended=st.integers(1, 70),
    taken=st.lists(st.integers(-20, 150), max_size=4),
    first=st.integers(0, 160),
    second=st.integers(0, 160),
)
def test_what_was_missed_stays_visible_for_ever(ended, taken, first, second):
    history = (*plain_session(upto=0), happened(ended, Stop(reason="finished")))
    observations = [each for minutes in taken for each in full_set(minutes)]
    early, late = sorted((first, second))
    missed = {
        each.due_at for each in due(early, observations, history=history) if each.state is DueState.MISSED
    }
    later = {
        each.due_at for each in due(late, observations, history=history) if each.state is DueState.MISSED
    }
    assert missed <= later
