"""When a rating scale is due."""

from datetime import UTC, datetime, timedelta

from bigsky.ketamine import library
from bigsky.ketamine.followup.schedule import due_scores
from bigsky.ketamine.scales.registry import ALL_SCALES

PROTOCOL = library.follow_up_protocol()
INFUSED_AT = datetime(2026, 3, 2, 9, 40, tzinfo=UTC)


def due(*, is_last):
    return due_scores(PROTOCOL, infused_at=INFUSED_AT, is_last_of_series=is_last)


def test_the_first_score_is_due_a_day_after_every_infusion():
    first = due(is_last=False)[0]
    assert (first.what.scale_key, first.due_at - INFUSED_AT) == ("phq-9", timedelta(hours=24))


def test_the_last_infusion_is_followed_longer():
    assert set(due(is_last=False)) < set(due(is_last=True))


def test_what_is_due_comes_in_order_and_says_why():
    answers = due(is_last=True)
    assert list(answers) == sorted(answers, key=lambda each: each.due_at)
    assert all(each.what.source.text and each.what.recall for each in answers)


def test_only_scales_that_ship_are_asked_for():
    assert {each.scale_key for each in PROTOCOL.due} <= {scale.key for scale in ALL_SCALES}
