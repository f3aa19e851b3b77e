import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine.pharmacology.regimen import (
    RateChange,
    Regimen,
    Segment,
    constant_infusion,
    regimen_from_pump,
    regimen_of,
)
from bigsky.ketamine.vocabulary.refusal import Refusal

NAN = float("nan")


def test_a_constant_infusion_gives_its_dose_over_its_minutes():
    regimen = constant_infusion(dose_mg=35, minutes=40)
    assert regimen == Regimen(segments=(Segment(start_min=0, end_min=40, rate_mg_per_min=0.875),))
    assert regimen.dose_mg == 35


@pytest.mark.parametrize(
    ("dose_mg", "minutes", "field"),
    [
        (-1, 40, "dose_mg"),
        (NAN, 40, "dose_mg"),
        (35, 0, "minutes"),
        (35, -1, "minutes"),
        (35, NAN, "minutes"),
    ],
)
def test_an_impossible_infusion_is_refused_by_name(dose_mg, minutes, field):
    refusal = constant_infusion(dose_mg=dose_mg, minutes=minutes)
    assert isinstance(refusal, Refusal)
    assert refusal.field == field
    assert "allowed is" in refusal.reason


@pytest.mark.parametrize(
    ("start", "end", "rate", "field"),
    [
        (-1, 10, 1, "start_min"),
        (NAN, 10, 1, "start_min"),
        (10, 10, 1, "end_min"),
        (0, NAN, 1, "end_min"),
        (0, 10, -1, "rate_mg_per_min"),
        (0, 10, float("inf"), "rate_mg_per_min"),
    ],
)
def test_an_impossible_segment_is_refused_by_name(start, end, rate, field):
    refusal = regimen_of([Segment(start_min=start, end_min=end, rate_mg_per_min=rate)])
    assert isinstance(refusal, Refusal)
    assert refusal.field == field


def test_a_pause_gives_nothing_and_a_new_rate_counts_from_its_moment():
    changes = [
        RateChange(at_min=0, rate_mg_per_min=1.0),
        RateChange(at_min=10, rate_mg_per_min=0.0),
        RateChange(at_min=15, rate_mg_per_min=0.5),
    ]
    regimen = regimen_from_pump(changes, until_min=35)
    assert regimen.segments == (
        Segment(start_min=0, end_min=10, rate_mg_per_min=1.0),
        Segment(start_min=15, end_min=35, rate_mg_per_min=0.5),
    )
    assert regimen.dose_mg == 20


@given(st.permutations([(0, 1.0), (10, 0.0), (15, 0.5), (30, 0.7)]))
def test_rate_changes_may_be_entered_in_any_order(order):
    changes = [RateChange(at_min=at, rate_mg_per_min=rate) for at, rate in order]
    assert regimen_from_pump(changes, until_min=40).dose_mg == pytest.approx(10 + 7.5 + 7.0)


def test_a_pump_not_yet_started_has_given_nothing():
    later = [RateChange(at_min=20, rate_mg_per_min=1.0)]
    assert regimen_from_pump(later, until_min=10).dose_mg == 0
    assert regimen_from_pump([], until_min=10).dose_mg == 0


@pytest.mark.parametrize(("at_min", "until_min"), [(NAN, 10), (-5, 10), (0, NAN)])
def test_a_moment_nobody_knows_is_refused_and_never_dropped(at_min, until_min):
    refusal = regimen_from_pump([RateChange(at_min=at_min, rate_mg_per_min=1.0)], until_min=until_min)
    assert isinstance(refusal, Refusal)
    assert refusal.field == "at_min"


def test_a_regimen_spans_from_its_first_to_its_last_drop():
    regimen = regimen_of(
        [
            Segment(start_min=30, end_min=40, rate_mg_per_min=1),
            Segment(start_min=5, end_min=20, rate_mg_per_min=1),
        ]
    )
    assert (regimen.start_min, regimen.end_min) == (5, 40)
