"""Did it help?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine.followup.response import response
from bigsky.ketamine.scales.gad_7 import GAD_7
from bigsky.ketamine.scales.phq_9 import PHQ_9
from bigsky.ketamine.scales.scoring import ScaleScore
from bigsky.ketamine.vocabulary.finding import Verdict
from bigsky.ketamine.vocabulary.refusal import Refusal

TOTALS = st.integers(0, 27)


def scored(total, scale=PHQ_9):
    return ScaleScore(scale_key=scale.key, answers=(), total=total, band=None, missing=(), findings=())


def change(before, now):
    answer = response(
        PHQ_9,
        baseline=None if before is None else scored(before),
        current=None if now is None else scored(now),
    )
    assert not isinstance(answer, Refusal)
    return answer


@pytest.mark.parametrize(
    ("before", "now", "responded", "remitted"),
    [
        (19, 9, "met", "not-met"),
        (20, 10, "met", "not-met"),
        (19, 10, "not-met", "not-met"),
        (8, 4, "met", "met"),
        (6, 5, "not-met", "not-met"),
        (6, 4, "not-met", "met"),
        (12, 20, "not-met", "not-met"),
    ],
)
def test_response_is_half_and_remission_is_below_five(before, now, responded, remitted):
    answer = change(before, now)
    assert (answer.response.verdict, answer.remission.verdict) == (responded, remitted)


def test_change_is_shown_in_points_and_percent():
    answer = change(19, 9)
    assert (answer.points, answer.percent) == (-10, Decimal("-52.6"))


@pytest.mark.parametrize(("before", "now", "missing"), [(None, 9, "baseline"), (19, None, "score")])
def test_without_both_totals_response_is_unknown_and_names_what_is_missing(before, now, missing):
    answer = change(before, now)
    assert answer.response.verdict is Verdict.UNKNOWN
    assert answer.response.missing == (missing,)
    assert answer.percent is None


def test_an_incomplete_score_is_unknown_not_a_response():
    answer = response(PHQ_9, baseline=scored(19), current=scored(None))
    assert answer.response.verdict is answer.remission.verdict is Verdict.UNKNOWN


def test_a_share_of_a_baseline_of_zero_is_unknown():
    answer = change(0, 0)
    assert answer.response.verdict is Verdict.UNKNOWN
    assert answer.remission.verdict is Verdict.MET


def test_another_scale_is_refused():
    assert isinstance(response(PHQ_9, baseline=scored(10, GAD_7), current=scored(5)), Refusal)


@given(before=TOTALS, now=TOTALS, worse=TOTALS)
def test_a_worse_score_never_turns_into_a_response(before, now, worse):
    if change(before, now).response.verdict is Verdict.NOT_MET:
        assert change(before, max(now, worse)).response.verdict is Verdict.NOT_MET
