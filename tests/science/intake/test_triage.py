"""How urgent a request is, and what it leaves open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine import library
from bigsky.ketamine.intake.triage import Urgency, triage
from bigsky.ketamine.vocabulary.finding import Verdict

FORM = library.request_form()
FULL = {
    "age_years": 41,
    "concern": "Nothing has helped for two years.",
    "antidepressants_tried": 3,
    "can_come": ["monday-morning"],
    "may_contact": True,
    "self_harm_now": "no",
}
REQUESTS = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from([value, None, ""]) for key, value in FULL.items()}
)


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize(
    ("answer", "urgency"),
    [
        ("yes", Urgency.NOW),
        ("no", Urgency.ROUTINE),
        ("", Urgency.ASK),
        (None, Urgency.ASK),
        ("prefer-not-to-say", Urgency.ASK),
    ],
)
def test_only_a_plain_no_makes_a_request_routine(answer, urgency):
    assert triage({**FULL, "self_harm_now": answer}, FORM).urgency is urgency


def test_silence_on_self_harm_is_unknown_and_needs_asking():
    answer = triage({key: value for key, value in FULL.items() if key != "self_harm_now"}, FORM)
    assert answer.needs_asking
    assert answer.findings[0].verdict is Verdict.UNKNOWN


@given(answers=REQUESTS)
def test_the_meter_counts_what_was_answered_and_names_the_rest(answers):
    answer = triage(answers, FORM)
    assert answer.answered + len(answer.missing) == answer.asked == len(FULL)
    assert set(answer.missing) == {key for key in FULL if answers.get(key) in (None, "")}


@given(answers=REQUESTS, forgotten=st.sampled_from(sorted(FULL)))
def test_knowing_less_never_makes_a_request_calmer(answers, forgotten):
    fewer = {key: value for key, value in answers.items() if key != forgotten}
    calm = [Urgency.NOW, Urgency.ASK, Urgency.ROUTINE]
    assert calm.index(triage(fewer, FORM).urgency) <= calm.index(triage(answers, FORM).urgency)


def test_a_no_to_contact_is_an_answer_not_a_gap():
    assert "may_contact" not in triage({**FULL, "may_contact": False}, FORM).missing
