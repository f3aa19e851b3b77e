"""A signed policy that cannot be read is no policy: loudly, and nothing else breaks."""

from decimal import Decimal

import pytest
from tests.factories import NOON, minutes, policy_in_force, started_session, user

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.infusion.sheet import sheet_of
from bigsky.clinic.policy import queries as policy
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """Every policy in force names a vital sign wrongly."""
    read = policy.content_in_force

    def misspelt(kind, at):
        content = dict(read(kind, at) or {})
        if kind == "monitoring":
            content["profile"] = {**content["profile"], "kinds": ["sistolic_mmhg"]}
        elif kind == "discharge":
            content["kinds"] = ["sistolic_mmhg"]
        return content or None

    return lambda: monkeypatch.setattr("bigsky.clinic.policy.queries.content_in_force", misspelt)


@pytest.mark.hazard("H-02")
def test_a_broken_monitoring_policy_prompts_nothing_and_every_screen_says_so(broken):
    session, at = started_session(), NOON + minutes(10)
    broken()

    assert queries.monitoring_policy(at) is None
    assert not sheet_of(session, at).is_watched
    assert any("cannot be read" in each for each in queries.missing_before_start(session, at))


@pytest.mark.hazard("H-07")
def test_a_broken_policy_never_costs_a_monitors_value(broken):
    session, at = started_session(), NOON + minutes(10)
    broken()
    reading = ("MON-1", "spo2_percent", Decimal(91), "%", at)

    actions.record_device_observations(by=system_user("gateway"), at=at, readings=[reading], raw_id="r")

    assert queries.newest_of(session)["spo2_percent"].value == Decimal(91)


@pytest.mark.hazard("H-05")
def test_under_a_broken_discharge_policy_nobody_is_judged_fit(broken):
    policy_in_force("discharge")
    session = started_session()
    actions.stop_infusion(
        by=user(Role.NURSE), at=NOON + minutes(40), session_id=session.pk, reason="finished"
    )
    broken()

    answer = queries.discharge_answer(session, {}, NOON + minutes(120))

    assert "discharge_policy_is_in_force" in [each.rule_id for each in answer.findings]
    assert not answer.may_discharge
