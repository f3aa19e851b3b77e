"""Events as they are written down."""

import pytest
from hypothesis import given
from tests.science.infusion.session_strategies import at, pump_histories

from bigsky.ketamine import library
from bigsky.ketamine.infusion.recorded import EVENTS, event_as_json, event_from_json, happenings_from_json
from bigsky.ketamine.vocabulary.refusal import Refusal

LIMITS = library.limits()


@given(history=pump_histories())
def test_what_is_written_down_is_read_back_the_same(history):
    for happening in history:
        assert event_from_json(event_as_json(happening.what), LIMITS) == happening.what


def test_an_event_without_an_entry_time_was_entered_when_it_happened():
    (happening,) = happenings_from_json([{"event": "pause", "happened_at": at(3).isoformat()}], LIMITS)
    assert happening.entered_at == happening.happened_at == at(3)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"event": "explode"}, "event"),
        ({"event": "start"}, "programme"),
        ({"event": "start", "programme": {"rate_ml_per_h": "60", "volume_ml": "40"}}, "final_mg_per_ml"),
        ({"event": "change-rate", "rate_ml_per_h": "-1"}, "rate_ml_per_h"),
        ({"event": "flush", "volume_ml": "500"}, "flush_ml"),
        ({"event": "stop"}, "reason"),
    ],
)
def test_what_cannot_be_is_refused_by_name(raw, field):
    answer = event_from_json(raw, LIMITS)
    assert isinstance(answer, Refusal)
    assert answer.field == field


def test_every_refusal_comes_at_once():
    answer = happenings_from_json([{"event": "explode"}, {"event": "pause", "happened_at": "soon"}], LIMITS)
    assert [refusal.field for refusal in answer] == ["event", "happened_at"]


def test_every_event_has_a_name_of_its_own():
    assert list(EVENTS) == [
        "start", "pause", "resume", "change-rate", "stop", "flush",
        "begin-recovery", "discharge", "complete", "cancel", "transfer",
    ]  # fmt: skip
