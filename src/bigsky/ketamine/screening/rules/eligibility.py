from collections.abc import Mapping
from decimal import Decimal

from bigsky.ketamine.screening.rules.rule import Rule, read, second_hand
from bigsky.ketamine.screening.three_valued import Truth, at_least, either, is_one_of
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

_Numbers = Mapping[str, Decimal]
_TORONTO = read("torontoketamineclinic.com/inclusion-and-exclusion-criteria")
_OSMIND = read("osmind.org/blog/iv-ketamine-intake-documentation-guide")


def _is_adult(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return at_least(patient.age_years, numbers["minimum_age_years"])


def _diagnosis_is_depression(patient: PatientSnapshot, _: _Numbers) -> Truth:
    return is_one_of(patient.diagnosis, "unipolar-depression", "bipolar-depression")


def _depression_has_resisted_treatment(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return at_least(patient.adequate_antidepressant_failures, numbers["minimum_adequate_failures"])


def _depression_is_severe(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return at_least(patient.phq9_total, numbers["severe_phq9_total"])


def _has_capacity(patient: PatientSnapshot, _: _Numbers) -> Truth:
    return patient.has_capacity


def _bipolar_depression_is_covered(patient: PatientSnapshot, _: _Numbers) -> Truth:
    return either(is_one_of(patient.diagnosis, "unipolar-depression", "other"), patient.has_mood_stabiliser)


ELIGIBILITY_RULES = (
    Rule(
        rule_id="ELG-01",
        title="The person is an adult",
        facts=("age_years",),
        thresholds=("minimum_age_years",),
        holds=_is_adult,
        met="Aged {age_years}; the policy asks for at least {minimum_age_years}.",
        not_met="Aged {age_years}; the policy asks for at least {minimum_age_years}.",
        source=_TORONTO,
    ),
    Rule(
        rule_id="ELG-02A",
        title="The diagnosis is depression, unipolar or bipolar",
        facts=("diagnosis",),
        holds=_diagnosis_is_depression,
        met="The diagnosis is {diagnosis}.",
        not_met="The diagnosis is {diagnosis}, not a depression.",
        source=_TORONTO,
    ),
    Rule(
        rule_id="ELG-02B",
        title="Depression has resisted enough adequate treatments",
        facts=("adequate_antidepressant_failures",),
        thresholds=("minimum_adequate_failures",),
        holds=_depression_has_resisted_treatment,
        met="{adequate_antidepressant_failures} adequate trials failed; the policy asks for at least "
        "{minimum_adequate_failures}.",
        not_met="{adequate_antidepressant_failures} adequate trials failed; the policy asks for at least "
        "{minimum_adequate_failures}.",
        source=_TORONTO,
    ),
    Rule(
        rule_id="ELG-04",
        title="Depression is in the range studied for veterans",
        facts=("phq9_total",),
        thresholds=("severe_phq9_total",),
        holds=_depression_is_severe,
        met="PHQ-9 total {phq9_total}; these criteria ask for at least {severe_phq9_total}.",
        not_met="PHQ-9 total {phq9_total}; these criteria ask for at least {severe_phq9_total}.",
        source=second_hand("VA variant of the criteria, healingmaps.com"),
    ),
    Rule(
        rule_id="ELG-05",
        title="Capacity to consent is assessed and written down",
        facts=("has_capacity",),
        holds=_has_capacity,
        met="Capacity to consent is written down.",
        not_met="The person was found not to have capacity to consent.",
        source=_TORONTO,
    ),
    Rule(
        rule_id="ELG-06",
        title="Bipolar depression is covered by a mood stabiliser",
        facts=("diagnosis", "has_mood_stabiliser"),
        holds=_bipolar_depression_is_covered,
        met="Not bipolar, or a mood stabiliser is taken.",
        not_met="Bipolar depression without a mood stabiliser: one is required before proceeding.",
        source=_OSMIND,
    ),
)
