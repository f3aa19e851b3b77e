import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine.scales.phq_9 import PHQ_9
from bigsky.ketamine.scales.registry import ALL_SCALES
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import Answers, ScaleScore, answers_in_order, score
from bigsky.ketamine.vocabulary.finding import Verdict
from bigsky.ketamine.vocabulary.refusal import Refusal

SELF_HARM = "self-harm"


@st.composite
def answered(draw, *, unanswered: bool = True) -> tuple[Scale, Answers]:
    scale = draw(st.sampled_from(ALL_SCALES))
    each = st.integers(0, 3)
    if unanswered:
        each = st.none() | each
    return scale, {item.key: draw(each) for item in scale.items}


def _scored(scale: Scale, answers: Answers) -> ScaleScore:
    scored = score(scale, answers)
    assert isinstance(scored, ScaleScore)
    return scored


@given(answered(unanswered=False))
def test_a_complete_score_is_the_sum_and_falls_into_its_band(case):
    scale, answers = case
    scored = _scored(scale, answers)
    assert scored.total == sum(answers.values())
    assert scored.missing == ()
    band = next(band for band in scale.bands if band.name == scored.band)
    assert band.low <= scored.total <= band.high


@given(answered(), st.data())
def test_a_missing_answer_gives_no_total(case, data):
    scale, answers = case
    left_out = data.draw(st.sampled_from(sorted(answers)))
    for gap in (
        answers | {left_out: None},
        {key: value for key, value in answers.items() if key != left_out},
    ):
        scored = _scored(scale, gap)
        assert (scored.total, scored.band) == (None, None)
        assert left_out in scored.missing


@given(answered(), st.data())
def test_an_answer_that_is_not_an_option_is_refused_by_name(case, data):
    scale, answers = case
    key = data.draw(st.sampled_from(sorted(answers)))
    wrong = data.draw(
        st.integers(max_value=-1) | st.integers(min_value=4) | st.sampled_from([True, 1.0, "1"])
    )
    refusals = score(scale, answers | {key: wrong})
    assert isinstance(refusals, tuple)
    assert len(refusals) == 1
    assert key in refusals[0].field
    assert "0, 1, 2, 3" in refusals[0].reason


def test_every_impossible_answer_is_named_at_once():
    refusals = score(PHQ_9, {"sleep": 4, "energy": -1, "mood": 2})
    assert [refusal.field for refusal in refusals] == ["mood", "item 3 (sleep)", "item 4 (energy)"]


@pytest.mark.hazard("H-09")
@given(st.lists(st.none() | st.integers(0, 3), min_size=8, max_size=8), st.none() | st.integers(1, 3))
def test_self_harm_answered_or_unanswered_reaches_a_clinician_even_without_a_total(others, answer):
    scored = _scored(PHQ_9, answers_in_order(PHQ_9, [*others, answer]))
    (finding,) = scored.findings
    assert finding.rule_id == "PHQ9-ITEM9"
    assert finding.verdict is (Verdict.UNKNOWN if answer is None else Verdict.NOT_MET)
    assert finding.missing == ((SELF_HARM,) if answer is None else ())


def test_self_harm_answered_not_at_all_makes_no_finding():
    assert _scored(PHQ_9, answers_in_order(PHQ_9, [3] * 8 + [0])).findings == ()


@given(st.lists(st.integers(0, 3), max_size=20).filter(lambda values: len(values) != 9))
def test_a_wrong_count_of_answers_is_refused(values):
    refusal = answers_in_order(PHQ_9, values)
    assert isinstance(refusal, Refusal)
    assert refusal.field == "answers"
    assert "9 items" in refusal.reason
