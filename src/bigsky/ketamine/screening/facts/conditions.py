from bigsky.ketamine.screening.facts.fact import choice, yes_no

CONDITION_FACTS = (
    yes_no(
        "has_ketamine_hypersensitivity",
        label="Hypersensitivity to ketamine",
        question="Have you ever had an allergic reaction to ketamine?",
    ),
    yes_no(
        "has_aneurysm_or_haemorrhage",
        label="Aneurysm, vascular malformation or past brain haemorrhage",
        question="Have you ever had an aneurysm, a malformed blood vessel or a bleed in the brain?",
    ),
    yes_no(
        "has_severe_cardiac_disease",
        label="Severe coronary or heart-muscle disease, or decompensation",
        question="Do you have serious heart disease or heart failure?",
    ),
    yes_no(
        "has_prior_stroke",
        label="Prior stroke or cerebral trauma",
        question="Have you ever had a stroke or a serious injury of the brain?",
    ),
    yes_no(
        "has_raised_intracranial_or_ocular_pressure",
        label="Raised intracranial or intraocular pressure, or open-eye injury",
        question="Have you been told that the pressure in your head or in an eye is too high?",
    ),
    yes_no(
        "has_untreated_hyperthyroidism",
        label="Untreated or insufficiently treated hyperthyroidism",
        question="Do you have an overactive thyroid that is not under control?",
    ),
    yes_no(
        "has_psychosis",
        label="Schizophrenia, schizoaffective disorder or psychosis, also within depression",
        question="Have you ever heard voices, or held beliefs that others said were not real?",
    ),
    yes_no(
        "has_mania_or_mixed_state",
        label="Current mania or mixed state",
        question="Are you, right now, in a high or very restless, sped-up mood?",
    ),
    yes_no(
        "has_neurocognitive_disorder",
        label="Dementia, symptomatic brain injury or recent delirium",
        question="Do you have dementia, lasting trouble with memory or thinking, or a recent confusion?",
    ),
    yes_no(
        "is_pregnant_or_lactating",
        label="Pregnancy or lactation",
        question="Are you pregnant, might you be, or are you breastfeeding?",
    ),
    yes_no(
        "has_substance_use_disorder_3_months",
        label="Substance use disorder within the last 3 months",
        question="In the last 3 months, have alcohol or drugs been a problem for you?",
    ),
    yes_no(
        "has_ketamine_misuse",
        label="Misuse of ketamine, ever",
        question="Have you ever taken ketamine other than as treatment?",
    ),
    choice(
        "liver_disease",
        label="Liver disease",
        question="Do you have liver disease, and how serious is it?",
        choices={"none": "None", "mild": "Mild", "moderate": "Moderate", "severe": "Severe"},
    ),
    yes_no(
        "has_qt_or_arrhythmia_or_seizure",
        label="QT prolongation, uncontrolled arrhythmia or seizure disorder",
        question="Do you have an irregular heartbeat, a long QT time, or seizures?",
    ),
    yes_no(
        "has_bladder_symptoms",
        label="Lower urinary tract symptoms or cystitis",
        question="Do you have pain or urgency when passing water, or blood in it?",
    ),
)
