"""How much has reached the vein."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.infusion.session_strategies import (
    PROGRAMME,
    START,
    at,
    happened,
    plain_session,
    pump_histories,
)

from bigsky.ketamine.infusion.delivery import Line, delivered, delivered_mg, regimen_from_events
from bigsky.ketamine.infusion.events import ChangeRate, Flush, Pause, Resume, Stop, Transfer
from bigsky.ketamine.infusion.pump import pump_runs
from bigsky.ketamine.vocabulary.refusal import Refusal

NO_LINE = Line(dead_volume_ml=Decimal(0))
LINE = Line(dead_volume_ml=Decimal(2))
LINES = st.builds(Line, dead_volume_ml=st.decimals("0", "5", places=1))
MINUTES = st.integers(0, 200)


def test_a_plain_infusion_gives_the_programmed_dose():
    assert delivered_mg(plain_session(), at=at(200), line=NO_LINE) == PROGRAMME.dose_mg == 40


def test_half_way_half_has_left_the_pump():
    assert delivered_mg(plain_session(), at=at(20), line=NO_LINE) == 20


def test_before_the_start_nothing_is_given():
    assert delivered_mg(plain_session(), at=at(-5), line=LINE) == 0


@pytest.mark.hazard("H-03")
def test_what_sits_in_the_line_is_not_counted_until_it_is_flushed_in():
    stopped = plain_session()
    assert delivered_mg(stopped, at=at(60), line=LINE) == 38
    half = (*stopped, happened(42, Flush(volume_ml=Decimal("0.5"))))
    assert delivered_mg(half, at=at(60), line=LINE) == Decimal("38.5")
    full = (*stopped, happened(42, Flush(volume_ml=Decimal(10))))
    assert delivered_mg(full, at=at(60), line=LINE) == 40


@pytest.mark.hazard("H-03")
def test_a_pause_entered_late_takes_back_what_was_not_given():
    on_time = (*plain_session(upto=0), happened(10, Pause()), happened(20, Resume()))
    late = (*plain_session(upto=0), happened(10, Pause(), entered=31), happened(20, Resume(), entered=31))
    assert delivered_mg(plain_session(upto=0), at=at(30), line=NO_LINE) == 30
    assert delivered_mg(late, at=at(30), line=NO_LINE) == 20
    assert delivered(late, at=at(30), line=LINE) == delivered(on_time, at=at(30), line=LINE)


def test_a_transfer_ends_the_pump():
    history = (*plain_session(upto=0), happened(15, Transfer(reason="emergency")))
    assert delivered_mg(history, at=at(60), line=NO_LINE) == 15


def test_a_rate_changed_in_a_pause_holds_from_the_resume():
    events = [(0, START), (10, Pause()), (12, ChangeRate(rate_ml_per_h=Decimal(30))), (20, Resume())]
    history = [happened(*each) for each in events]
    assert delivered_mg(history, at=at(30), line=NO_LINE) == 15


def test_an_impossible_history_is_refused_not_reckoned():
    history = (*plain_session(upto=0), happened(5, Resume()))
    assert isinstance(delivered_mg(history, at=at(10), line=LINE), Refusal)
    assert isinstance(regimen_from_events(history, until=at(10), line=LINE), Refusal)


@given(history=pump_histories(), line=LINES, minutes=MINUTES)
def test_what_is_delivered_lies_between_nothing_and_the_programme(history, line, minutes):
    answer = delivered(history, at=at(minutes), line=line)
    assert 0 <= answer.dose_mg <= history[0].what.programme.dose_mg
    assert answer.in_line_ml >= 0
    assert answer.in_line_ml <= line.dead_volume_ml


@given(history=pump_histories(), line=LINES, first=MINUTES, second=MINUTES)
def test_what_is_delivered_never_goes_back(history, line, first, second):
    early, late = sorted((first, second))
    before = delivered_mg(history, at=at(early), line=line)
    assert before <= delivered_mg(history, at=at(late), line=line)


@given(history=pump_histories(), line=LINES, minutes=MINUTES, order=st.randoms())
def test_the_order_of_entry_never_changes_the_dose(history, line, minutes, order):
    shuffled = list(history)
    order.shuffle(shuffled)
    assert delivered_mg(shuffled, at=at(minutes), line=line) == delivered_mg(
        history, at=at(minutes), line=line
    )


@given(history=pump_histories())
def test_the_dose_is_the_sum_of_the_runs(history):
    runs = pump_runs(history, until=at(200))
    concentration = history[0].what.programme.concentration_mg_per_ml
    total = sum((run.volume_ml * concentration for run in runs), Decimal(0))
    assert abs(delivered_mg(history, at=at(200), line=NO_LINE) - total) < Decimal("1e-18")


@given(pause=st.integers(1, 20), length=st.integers(1, 60))
def test_a_pause_delivers_nothing(pause, length):
    history = (*plain_session(upto=0), happened(pause, Pause()))
    at_pause = delivered_mg(history, at=at(pause), line=LINE)
    assert delivered_mg(history, at=at(pause + length), line=LINE) == at_pause


@given(history=pump_histories(), line=LINES)
def test_the_regimen_for_pharmacology_holds_the_delivered_dose(history, line):
    regimen = regimen_from_events(history, until=at(200), line=line)
    assert not isinstance(regimen, Refusal)
    dose_mg = delivered_mg(history, at=at(200), line=line)
    assert regimen.dose_mg == pytest.approx(float(dose_mg), abs=1e-5)


def test_drug_reaches_the_vein_only_after_the_dead_volume():
    regimen = regimen_from_events(plain_session(), until=at(60), line=LINE)
    assert not isinstance(regimen, Refusal)
    assert (regimen.start_min, regimen.end_min, regimen.dose_mg) == (2, 40, 38)


def test_a_stop_before_the_line_is_full_delivers_nothing():
    history = (*plain_session(upto=0), happened(1, Stop(reason="wish of the patient")))
    assert delivered(history, at=at(30), line=LINE).as_json() == {
        "pumped_ml": "1",
        "in_line_ml": "1",
        "delivered_mg": "0",
        "in_line_mg": "1",
        "programmed_mg": "40",
    }
