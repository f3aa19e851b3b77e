"""The trials side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine import library
from bigsky.ketamine.evidence.forest import forest
from bigsky.ketamine.statistics.risk_ratio import Proportion, risk_ratio

FOREST = {trial.label: trial for trial in forest(library.evidence())}
GROUPS = st.integers(2, 500).flatmap(lambda n: st.builds(Proportion, events=st.integers(1, n), n=st.just(n)))


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        ("Murrough 2013", (30, 47, 7, 25)),
        ("Grunebaum 2017", (2, 7, 1, 9)),
        ("Lii 2023", (12, 20, 10, 20)),
        ("KARMA-Dep 2 (2025)", (15, 32, 10, 30)),
    ],
)
def test_counts_are_those_that_were_read(label, counts):
    trial = FOREST[label]
    assert (trial.active.events, trial.active.n, trial.control.events, trial.control.n) == counts


@pytest.mark.parametrize(
    ("label", "is_clear"), [("Murrough 2013", True), ("Lii 2023", False), ("KARMA-Dep 2 (2025)", False)]
)
def test_a_difference_is_clear_only_when_its_interval_leaves_out_none(label, is_clear):
    assert FOREST[label].is_clear is is_clear


def test_the_interval_is_the_log_normal_one():
    ratio = risk_ratio(Proportion(events=15, n=42), Proportion(events=5, n=42))
    # ln 3 ± 1.96 × sqrt(1/15 − 1/42 + 1/5 − 1/42), reckoned by hand
    assert ratio.estimate == pytest.approx(3.0)
    assert (ratio.low, ratio.high) == (pytest.approx(1.1988, abs=1e-4), pytest.approx(7.5077, abs=1e-4))


def test_without_an_event_the_ratio_is_unknown():
    assert risk_ratio(Proportion(events=0, n=14), Proportion(events=1, n=14)) is None


@given(active=GROUPS, control=GROUPS)
def test_swapping_the_groups_turns_the_ratio_over(active, control):
    ratio, turned = risk_ratio(active, control), risk_ratio(control, active)
    assert ratio.low <= ratio.estimate <= ratio.high
    assert ratio.estimate * turned.estimate == pytest.approx(1)
    assert ratio.low * turned.high == pytest.approx(1)
