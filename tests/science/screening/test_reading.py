import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import fact_values, some_facts_known

from bigsky.ketamine import library
from bigsky.ketamine.screening.facts import ALL_FACTS, Kind
from bigsky.ketamine.screening.reading import read_snapshot
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text()
    | st.lists(st.integers())
)


def _read(**raw):
    return read_snapshot(raw, limits=library.limits())


@given(some_facts_known())
def test_every_possible_fact_is_read_as_it_was_written(known):
    snapshot = _read(**known)
    if isinstance(snapshot, PatientSnapshot):
        assert {name: getattr(snapshot, name) for name in known} == known
    else:
        assert {refusal.field for refusal in snapshot} <= {"diastolic_mmhg", "phq9_item9"}


@given(st.sampled_from(ALL_FACTS), anything)
def test_what_is_read_is_what_the_schema_allows(fact, value):
    is_read = isinstance(_read(**{fact.name: value}), PatientSnapshot)
    allowed = jsonschema.Draft202012Validator(library.schema("patient-snapshot")).is_valid({fact.name: value})
    # JSON Schema takes 3.0 for a whole number; a person's count is written without a point.
    if isinstance(value, float) and fact.kind is Kind.WHOLE_NUMBER:
        allowed = False
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - only not-a-number differs from itself
        allowed = False
    assert is_read is allowed


@given(st.sampled_from(ALL_FACTS).flatmap(lambda fact: st.tuples(st.just(fact), fact_values(fact))))
def test_one_fact_alone_is_always_readable(fact_and_value):
    fact, value = fact_and_value
    assert isinstance(_read(**{fact.name: value}), PatientSnapshot)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"weight_kg": 700}, "weight_kg: 700 is not possible; allowed is 25 to 350 kg"),
        ({"ecg_age_days": 9999}, "ecg_age_days: 9999 is not possible; allowed is 0 to 3650 days"),
        ({"takes_maoi": 1}, "takes_maoi: 1 is not possible; allowed is true or false"),
        ({"age_years": True}, "age_years: True is not possible; allowed is a whole number"),
        ({"age_years": 30.5}, "age_years: 30.5 is not possible; allowed is a whole number"),
        ({"weight_kg": "80"}, "weight_kg: '80' is not possible; allowed is a number"),
        ({"weight_kg": float("nan")}, "weight_kg: nan is not a number"),
        (
            {"liver_disease": "bad"},
            "liver_disease: 'bad' is not possible; allowed is none, mild, moderate, severe",
        ),
        ({"takes_maio": False}, "takes_maio: is not a fact of the patient snapshot"),
        (
            {"systolic_mmhg": 80, "diastolic_mmhg": 120},
            "diastolic_mmhg: 120 is not possible; allowed is below the systolic 80 mmHg",
        ),
        (
            {"phq9_total": 1, "phq9_item9": 3},
            "phq9_item9: 3 is not possible; allowed is at most the PHQ-9 total 1",
        ),
    ],
)
def test_what_is_impossible_is_refused_by_name(raw, said):
    assert said in " ".join(str(refusal) for refusal in _read(**raw))


def test_everything_impossible_is_named_at_once():
    refusals = _read(age_years=-1, weight_kg=0, colour="blue")
    assert [refusal.field for refusal in refusals] == ["age_years", "weight_kg", "colour"]
