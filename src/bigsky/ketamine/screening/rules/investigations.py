from collections.abc import Mapping
from decimal import Decimal

from bigsky.ketamine.screening.rules.rule import Rule, read
from bigsky.ketamine.screening.three_valued import Truth, at_most, every
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

_Numbers = Mapping[str, Decimal]
_LABEL = read(
    "US Ketalar label 10/2024", url="https://fda.report/DailyMed/46dab560-8ecd-4d92-8c92-6baa2310b09b"
)


def _blood_pressure_is_not_extreme(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return every(
        at_most(patient.systolic_mmhg, numbers["must_not_above_systolic_mmhg"]),
        at_most(patient.diastolic_mmhg, numbers["must_not_above_diastolic_mmhg"]),
    )


def _blood_pressure_is_controlled(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return every(
        at_most(patient.systolic_mmhg, numbers["decide_above_systolic_mmhg"]),
        at_most(patient.diastolic_mmhg, numbers["decide_above_diastolic_mmhg"]),
    )


def _liver_panel_is_recent(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return at_most(patient.liver_panel_age_days, numbers["liver_panel_valid_days"])


def _ecg_is_recent(patient: PatientSnapshot, numbers: _Numbers) -> Truth:
    return at_most(patient.ecg_age_days, numbers["ecg_valid_days"])


INVESTIGATION_RULES = (
    Rule(
        rule_id="CI-03",
        title="Blood pressure is not extreme",
        facts=("systolic_mmhg", "diastolic_mmhg"),
        thresholds=("must_not_above_systolic_mmhg", "must_not_above_diastolic_mmhg"),
        holds=_blood_pressure_is_not_extreme,
        met="{systolic_mmhg}/{diastolic_mmhg} mmHg at rest; the policy's upper limit is "
        "{must_not_above_systolic_mmhg}/{must_not_above_diastolic_mmhg}.",
        not_met="{systolic_mmhg}/{diastolic_mmhg} mmHg at rest is above "
        "{must_not_above_systolic_mmhg}/{must_not_above_diastolic_mmhg}.",
        source=read("Swiss ketamine label, ch.oddb.org fachinfo 67199"),
    ),
    Rule(
        rule_id="BP-01",
        title="Blood pressure is controlled",
        facts=("systolic_mmhg", "diastolic_mmhg"),
        thresholds=("decide_above_systolic_mmhg", "decide_above_diastolic_mmhg"),
        holds=_blood_pressure_is_controlled,
        met="{systolic_mmhg}/{diastolic_mmhg} mmHg at rest; a clinician decides above "
        "{decide_above_systolic_mmhg}/{decide_above_diastolic_mmhg}.",
        not_met="{systolic_mmhg}/{diastolic_mmhg} mmHg at rest is above "
        "{decide_above_systolic_mmhg}/{decide_above_diastolic_mmhg}: weigh a delay.",
        source=read("Spravato label", note="Binds esketamine only."),
    ),
    Rule(
        rule_id="LAB-01",
        title="A liver panel is recent",
        facts=("liver_panel_age_days",),
        thresholds=("liver_panel_valid_days",),
        holds=_liver_panel_is_recent,
        met="The liver panel is {liver_panel_age_days} days old; valid are {liver_panel_valid_days}.",
        not_met="The liver panel is {liver_panel_age_days} days old; valid are {liver_panel_valid_days}.",
        source=_LABEL,
    ),
    Rule(
        rule_id="LAB-02",
        title="An ECG is recent",
        facts=("ecg_age_days",),
        thresholds=("ecg_valid_days",),
        holds=_ecg_is_recent,
        met="The ECG is {ecg_age_days} days old; valid are {ecg_valid_days}.",
        not_met="The ECG is {ecg_age_days} days old; valid are {ecg_valid_days}.",
        source=read("nmda.nz: ECG within the last year"),
    ),
)
