"""A policy that asks for something unknown is refused: to pass over it would be to watch less."""

from datetime import datetime, timedelta, timezone

import pytest

from bigsky.ketamine import library
from bigsky.ketamine.infusion.discharge import DischargePolicy
from bigsky.ketamine.infusion.kinds import ALL_KINDS
from bigsky.ketamine.infusion.thresholds import MonitoringPolicy
from bigsky.ketamine.vocabulary.policy import PolicyStamp

MONITORING = library.policy_content("monitoring-example")
DISCHARGE = library.policy_content("discharge-example")
FIRST = MONITORING["thresholds"][0]


def with_profile(**changes):
    return {**MONITORING, "profile": {**MONITORING["profile"], **changes}}


def with_threshold(**changes):
    return {**MONITORING, "thresholds": [{**FIRST, **changes}]}


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize("raw", [with_profile(kinds=["sistolic_mmhg"]), with_threshold(kind="sistolic_mmhg")])
def test_an_unknown_kind_is_named_with_what_is_allowed(raw):
    with pytest.raises(ValueError, match="sistolic_mmhg") as refused:
        MonitoringPolicy.from_json(raw)
    assert all(kind.key in str(refused.value) for kind in ALL_KINDS)


@pytest.mark.hazard("H-07")
@pytest.mark.parametrize(
    "raw",
    [
        with_profile(kinds=[]),
        with_profile(kinds="systolic_mmhg"),
        with_profile(during_every_min=0),
        with_profile(late_min=-1),
        with_threshold(phases=[]),
        with_threshold(limit="NaN"),
        {**MONITORING, "thresholds": []},
    ],
)
def test_a_monitoring_policy_that_would_watch_nothing_is_refused(raw):
    with pytest.raises(ValueError, match=r".+"):
        MonitoringPolicy.from_json(raw)


@pytest.mark.hazard("H-05")
@pytest.mark.parametrize("kinds", [[], ["sistolic_mmhg"], ["systolic_mmhg", "heart_rate"]])
def test_a_discharge_policy_loses_no_criterion(kinds):
    with pytest.raises(ValueError, match="allowed is systolic_mmhg"):
        DischargePolicy.from_json({**DISCHARGE, "kinds": kinds})


def test_above_a_limit_that_is_cited_in_pairs_both_pressures_hold_the_start():
    held = [
        (each.kind.short, str(each.limit))
        for each in MonitoringPolicy.from_json(MONITORING).thresholds
        if each.says == "do not start"
    ]
    assert held == [("SBP", "180"), ("DBP", "100")]


@pytest.mark.hazard("H-02")
def test_a_signature_late_in_the_evening_holds_from_that_moment_on():
    denver = timezone(timedelta(hours=-7))
    signed_at = datetime(2026, 3, 2, 18, tzinfo=denver)
    stamp = PolicyStamp.from_json(
        {**DISCHARGE, "signed_by": "Dr Imre Vahl", "signed_at": signed_at.isoformat()}
    )
    assert stamp.is_active_at(signed_at)
    assert stamp.is_active_at(signed_at.astimezone(timezone.utc))  # noqa: UP017 - the other zone is the point
    assert not stamp.is_active_at(signed_at - timedelta(days=1))
