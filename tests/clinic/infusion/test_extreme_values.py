"""What a monitor sends is kept and flagged whatever its size; only a keyboard is held to what is usual."""

from decimal import Decimal

import pytest
from tests.factories import NOON, minutes, prepared_session, started_session

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.actions import system_user

pytestmark = pytest.mark.django_db

UNITS = {"heart_rate_per_min": "/min", "spo2_percent": "%", "respiratory_rate_per_min": "/min"}


def send(kind, value, *, at=NOON, unit=None):
    reading = ("MON-1", kind, Decimal(value), UNITS[kind] if unit is None else unit, at)
    return actions.record_device_observations(
        by=system_user("gateway"), at=at, readings=[reading], raw_id="r"
    )


def waiting(session):
    return [(each.kind, each.urgency) for each in prompts.open_in_session(session.pk)]


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize(
    ("kind", "value"),
    [("respiratory_rate_per_min", "0"), ("heart_rate_per_min", "0"), ("spo2_percent", "45")],
)
def test_an_extreme_value_during_the_infusion_prompts_at_once(kind, value):
    session = started_session()

    received = send(kind, value, at=NOON + minutes(3))

    assert [(row.value, row.accepted_at) for row in received.stored] == [(Decimal(value), None)]
    assert waiting(session) == [("threshold", "now")]


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize(
    ("kind", "value"), [("respiratory_rate_per_min", "0"), ("spo2_percent", "130"), ("spo2_percent", "45")]
)
def test_an_extreme_value_before_the_start_prompts_at_once_whatever_the_thresholds(kind, value):
    session = prepared_session()

    send(kind, value)

    assert ("monitor value", "now") in waiting(session)
    assert queries.newest_of(session)[kind].value == Decimal(value)


@pytest.mark.hazard("H-07")
def test_a_value_in_another_unit_prompts_once_a_monitor_kind_and_session():
    session = prepared_session()

    for minute in range(3):
        refused = send("heart_rate_per_min", "1.2", unit="Hz", at=NOON + minutes(minute)).refused

    assert [refusal.field for _, refusal in refused] == ["heart_rate_per_min"]
    assert waiting(session) == [("monitor value", "now")]
    (prompt,) = prompts.open_in_session(session.pk)
    assert "'Hz'" in prompt.text
    assert {"inputs", "rule", "policy", "source"} <= set(prompt.basis)


@pytest.mark.hazard("H-07")
def test_a_kind_that_is_not_observed_here_prompts():
    session = prepared_session()

    received = send("aura", "1", unit="")

    assert [refusal.field for _, refusal in received.refused] == ["kind"]
    assert waiting(session) == [("monitor value", "now")]


@pytest.mark.parametrize("value", ["1E+9", "NaN", "Infinity"])
def test_what_no_column_holds_is_refused_and_prompts(value):
    session = prepared_session()

    assert send("heart_rate_per_min", value).stored == []
    assert waiting(session) == [("monitor value", "now")]


def test_a_value_is_stored_once_whatever_its_decimals():
    prepared_session()

    first, again = send("spo2_percent", "96.666"), send("spo2_percent", "96.666")

    assert (len(first.stored), len(again.stored), len(again.known)) == (1, 0, 1)
