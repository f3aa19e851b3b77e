"""The catalogue of what can be observed."""

import pytest

from bigsky.ketamine import library
from bigsky.ketamine.infusion.kinds import ALL_KINDS, kind_named, kind_of_mdc
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.vocabulary.refusal import Refusal


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.key)
def test_every_kind_has_a_plausible_range_in_its_own_unit_and_a_source(kind):
    limit = library.limits()[kind.key]
    assert limit.unit == kind.unit
    assert kind.source.text
    assert kind_named(kind.key) is kind


def test_no_device_code_stands_for_two_kinds():
    codes = [code for kind in ALL_KINDS for code in kind.mdc]
    assert len(codes) == len(set(codes))
    assert all(kind_of_mdc(code) is not None for code in codes)


def test_expired_carbon_dioxide_is_not_taken_for_end_tidal():
    assert kind_of_mdc(151712) is None
    assert kind_of_mdc(151708).key == "etco2_mmhg"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"kind": "mood"}, "systolic_mmhg"),
        ({"value": "1840"}, "40 to 300 mmHg"),
        ({"observed_at": "2026-03-02T09:30:00"}, "time zone"),
        ({"observed_at": "soon"}, "moment"),
    ],
)
def test_an_impossible_observation_is_refused(changed, named):
    raw = {"kind": "systolic_mmhg", "value": "128", "observed_at": "2026-03-02T09:30:00+00:00"}
    answer = Observation.from_json({**raw, **changed}, library.limits())
    assert isinstance(answer, Refusal)
    assert named in answer.reason
