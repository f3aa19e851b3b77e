from bigsky.ketamine.screening.facts.fact import number, whole_number, yes_no

MEDICINE_FACTS = (
    yes_no(
        "takes_theophylline",
        label="Takes theophylline or aminophylline",
        question="Do you take theophylline or aminophylline?",
    ),
    yes_no(
        "takes_maoi",
        label="Takes a monoamine oxidase inhibitor",
        question="Do you take a monoamine oxidase inhibitor, for example tranylcypromine?",
    ),
    yes_no(
        "takes_opioid_or_depressant",
        label="Takes an opioid, alcohol or another depressant of the central nervous system",
        question="Do you take strong painkillers, alcohol or other things that make you drowsy?",
    ),
    number(
        "diazepam_equivalent_mg_per_day",
        label="Benzodiazepines (mg/day of diazepam-equivalent, 0 if none)",
        question="How much of a calming medicine such as diazepam or lorazepam do you take each day?",
    ),
)

INVESTIGATION_FACTS = (
    whole_number(
        "liver_panel_age_days",
        label="Days since the last liver panel with ALP and GGT",
        question="How many days ago was your last blood test of the liver?",
        limit_field="investigation_age_days",
    ),
    whole_number(
        "ecg_age_days",
        label="Days since the last ECG",
        question="How many days ago was your last heart tracing (ECG)?",
        limit_field="investigation_age_days",
    ),
)
