from collections.abc import Mapping
from decimal import Decimal

from bigsky.ketamine.screening.rules.rule import Rule, absence, read, second_hand
from bigsky.ketamine.screening.three_valued import Truth, is_one_of
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

_Numbers = Mapping[str, Decimal]
_LABEL = read(
    "US Ketalar label 10/2024", url="https://fda.report/DailyMed/46dab560-8ecd-4d92-8c92-6baa2310b09b"
)
_SWISS = read("Swiss ketamine label, ch.oddb.org fachinfo 67199")
_TORONTO = read("torontoketamineclinic.com/inclusion-and-exclusion-criteria")
_WESTPORT = second_hand("westportketamine.com")
_ASRA = second_hand(
    "ASRA/AAPM/ASA consensus 2018 on chronic pain", note="Read in a summary, doctoryg.blogspot.com/2019/03."
)
_TRIALS = read("Exclusions of randomised trials, PMC10812090 table T1")


def _liver_disease_is_not_severe(patient: PatientSnapshot, _: _Numbers) -> Truth:
    return is_one_of(patient.liver_disease, "none", "mild", "moderate")


def _liver_disease_is_not_moderate(patient: PatientSnapshot, _: _Numbers) -> Truth:
    return is_one_of(patient.liver_disease, "none", "mild", "severe")


_LIVER_RULES = (
    Rule(
        rule_id="CI-15A",
        title="No severe liver disease",
        facts=("liver_disease",),
        holds=_liver_disease_is_not_severe,
        met="Liver disease: {liver_disease}.",
        not_met="Liver disease is severe: ketamine is to be avoided.",
        source=_ASRA,
    ),
    Rule(
        rule_id="CI-15B",
        title="No moderate liver disease",
        facts=("liver_disease",),
        holds=_liver_disease_is_not_moderate,
        met="Liver disease: {liver_disease} (severe disease is rule CI-15A).",
        not_met="Liver disease is moderate: judicious use with monitoring.",
        source=_ASRA,
    ),
)

CONDITION_RULES = (
    absence(
        "CI-01",
        "has_ketamine_hypersensitivity",
        title="No hypersensitivity to ketamine",
        present="Hypersensitivity to ketamine is reported.",
        source=_LABEL,
    ),
    absence(
        "CI-04",
        "has_prior_stroke",
        title="No prior stroke or cerebral trauma",
        present="A prior stroke or cerebral trauma is reported.",
        source=read("Swiss and UK ketamine labels"),
    ),
    absence(
        "CI-06",
        "has_severe_cardiac_disease",
        title="No severe coronary or heart-muscle disease",
        present="Severe cardiac disease or decompensation is reported.",
        source=read("UK Ketalar SmPC", url="https://rxreasoner.com/monographs/ketalar/precautions"),
    ),
    absence(
        "CI-07",
        "has_aneurysm_or_haemorrhage",
        title="No aneurysm, vascular malformation or brain haemorrhage",
        present="An aneurysm, vascular malformation or past brain haemorrhage is reported.",
        source=read("Spravato label", note="Holds for esketamine; for racemic ketamine an analogy."),
    ),
    absence(
        "CI-08",
        "has_untreated_hyperthyroidism",
        title="No untreated hyperthyroidism",
        present="Hyperthyroidism is not (sufficiently) treated: not before it is.",
        source=_SWISS,
    ),
    absence(
        "CI-09",
        "has_raised_intracranial_or_ocular_pressure",
        title="No raised intracranial or intraocular pressure",
        present="Raised intracranial or intraocular pressure, or an open-eye injury, is reported.",
        source=_ASRA,
    ),
    absence(
        "CI-10",
        "has_psychosis",
        title="No psychosis",
        present="Psychosis is reported, be it within depression.",
        source=_TORONTO,
    ),
    absence(
        "CI-11",
        "has_mania_or_mixed_state",
        title="No current mania or mixed state",
        present="A current manic or mixed state is reported.",
        source=_TRIALS,
    ),
    absence(
        "CI-12",
        "has_neurocognitive_disorder",
        title="No neurocognitive disorder",
        present="Dementia, symptomatic brain injury or recent delirium is reported.",
        source=_TORONTO,
    ),
    absence(
        "CI-13",
        "is_pregnant_or_lactating",
        title="No pregnancy or lactation",
        present="Pregnancy or lactation is reported.",
        source=_TRIALS,
    ),
    absence(
        "CI-14A",
        "has_substance_use_disorder_3_months",
        title="No substance use disorder within 3 months",
        present="A substance use disorder within the last 3 months is reported.",
        source=_TORONTO,
    ),
    absence(
        "CI-14B",
        "has_ketamine_misuse",
        title="No misuse of ketamine",
        present="Misuse of ketamine is reported.",
        source=_TORONTO,
    ),
    *_LIVER_RULES,
    absence(
        "CI-16",
        "has_qt_or_arrhythmia_or_seizure",
        title="No QT prolongation, uncontrolled arrhythmia or seizure disorder",
        present="QT prolongation, an uncontrolled arrhythmia or a seizure disorder is reported.",
        source=_WESTPORT,
    ),
    absence(
        "CI-18",
        "has_bladder_symptoms",
        title="No urinary symptoms or cystitis",
        present="Urinary symptoms or cystitis are present: ketamine can harm the bladder.",
        source=_LABEL,
    ),
)
