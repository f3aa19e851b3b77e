from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.pictures.drawing.axes import spread
from bigsky.pictures.drawing.scale import Scale, nice_high, nice_ticks, ratio_ticks
from bigsky.pictures.drawing.svg import figure, short


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e4), st.integers(2, 12))
def test_ticks_are_even_lie_inside_and_are_not_too_many(low, span, about):
    ticks = nice_ticks(low, low + span, about=about)
    assert all(low - 1e-6 * span <= tick <= low + span + 1e-6 * span for tick in ticks)
    assert len(ticks) <= about + 2
    steps = [b - a for a, b in pairwise(ticks)]
    assert steps == pytest.approx(steps[:1] * len(steps))


def test_ticks_are_round_numbers():
    assert nice_ticks(0, 27, about=6) == [0, 5, 10, 15, 20, 25]
    assert nice_ticks(0, 0.9) == [0, 0.2, 0.4, 0.6, 0.8]


@given(st.floats(0.001, 1e6))
def test_the_upper_end_is_never_below_the_highest_value(high):
    assert high * (1 - 1e-6) <= nice_high(high) <= 2.5 * high


def test_an_axis_for_nothing_still_has_a_length():
    assert nice_high(0) == 1


@given(st.floats(0.01, 1.0), st.floats(1.0, 100.0))
def test_ratio_ticks_include_no_effect(low, high):
    assert 1.0 in ratio_ticks(low, high)


def test_a_ratio_scale_puts_doubling_and_halving_equally_far():
    scale = Scale(low=0.1, high=10, start=0, end=100, is_log=True)
    assert scale.at(2) - scale.at(1) == pytest.approx(scale.at(1) - scale.at(0.5))
    assert scale.clipped(1000) == scale.at(10)


@given(st.lists(st.floats(0, 300), max_size=6))
def test_labels_keep_their_distance_and_their_order(places):
    moved = spread(places, apart=16)
    ordered = sorted(range(len(places)), key=lambda index: places[index])
    for above, below in pairwise(ordered):
        assert moved[below] - moved[above] >= 16 - 1e-9


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (-0.04, "0"), (12.34, "12.3"), (100.0, "100")])
def test_coordinates_are_short(value, written):
    assert short(value) == written


@pytest.mark.parametrize(
    ("value", "read"), [(158.04, "158"), (59.53, "59.5"), (0.5, "0.5"), (1200.0, "1200")]
)
def test_figures_are_read_with_three_digits(value, read):
    assert figure(value) == read
