from collections.abc import Mapping
from decimal import Decimal

from bigsky.ketamine.screening.rules.rule import Rule, absence, read
from bigsky.ketamine.screening.three_valued import Truth, at_most
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

_LABEL = read(
    "US Ketalar label 10/2024", url="https://fda.report/DailyMed/46dab560-8ecd-4d92-8c92-6baa2310b09b"
)


def _benzodiazepine_dose_is_low(patient: PatientSnapshot, numbers: Mapping[str, Decimal]) -> Truth:
    highest = numbers["highest_diazepam_equivalent_mg_per_day"]
    return at_most(patient.diazepam_equivalent_mg_per_day, highest)


MEDICINE_RULES = (
    absence(
        "CI-17",
        "takes_theophylline",
        title="No theophylline or aminophylline",
        present="Theophylline or aminophylline is taken: not to be given together with ketamine (seizures).",
        source=_LABEL,
    ),
    Rule(
        rule_id="MED-01",
        title="The benzodiazepine dose is low",
        facts=("diazepam_equivalent_mg_per_day",),
        thresholds=("highest_diazepam_equivalent_mg_per_day",),
        holds=_benzodiazepine_dose_is_low,
        met="{diazepam_equivalent_mg_per_day} mg/day of diazepam-equivalent; the policy asks from above "
        "{highest_diazepam_equivalent_mg_per_day}.",
        not_met="{diazepam_equivalent_mg_per_day} mg/day of diazepam-equivalent is above "
        "{highest_diazepam_equivalent_mg_per_day}, which separated non-responders. Do not stop or "
        "reduce it because of this finding: withdrawal is dangerous. The prescriber decides with the person.",
        source=read("Frontiers 2020.00844"),
    ),
    absence(
        "MED-02",
        "takes_maoi",
        title="No monoamine oxidase inhibitor",
        present="A monoamine oxidase inhibitor is taken: blood pressure needs close watch.",
        source=read(
            "Spravato label",
            note="A review saw no change of vital signs with tranylcypromine (Veraart 2021).",
        ),
    ),
    absence(
        "MED-03",
        "takes_opioid_or_depressant",
        title="No opioid, alcohol or other depressant",
        present="An opioid, alcohol or another depressant is taken: deep sedation, weak breathing.",
        source=_LABEL,
    ),
)
