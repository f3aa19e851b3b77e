from bigsky.ketamine.screening.facts.fact import choice, number, whole_number, yes_no

PERSON_FACTS = (
    whole_number("age_years", label="Age (years)", question="How old are you?"),
    choice(
        "sex_at_birth",
        label="Sex at birth",
        question="What sex were you recorded as at birth?",
        choices={"female": "Female", "male": "Male"},
    ),
    number("weight_kg", label="Weight (kg)", question="How much do you weigh?"),
    number("height_cm", label="Height (cm)", question="How tall are you?"),
    number(
        "systolic_mmhg",
        label="Resting systolic blood pressure (mmHg)",
        question="What was the upper number of your last blood pressure, measured at rest?",
    ),
    number(
        "diastolic_mmhg",
        label="Resting diastolic blood pressure (mmHg)",
        question="What was the lower number of your last blood pressure, measured at rest?",
    ),
)

DEPRESSION_FACTS = (
    choice(
        "diagnosis",
        label="Diagnosis",
        question="What has a clinician said you have?",
        choices={
            "unipolar-depression": "Depression",
            "bipolar-depression": "Bipolar disorder, now depressed",
            "other": "Something else",
        },
    ),
    whole_number(
        "adequate_antidepressant_failures",
        label="Antidepressant trials that failed at an adequate dose and duration",
        question="How many antidepressants did you take long enough, at a full dose, without enough help?",
    ),
    yes_no(
        "has_mood_stabiliser",
        label="Takes a mood stabiliser",
        question="Do you take a mood stabiliser, for example lithium or lamotrigine?",
    ),
    yes_no(
        "has_capacity",
        label="Capacity to consent, assessed and written down",
        question="Has a clinician talked the treatment through with you, and do you feel able to decide?",
    ),
    whole_number(
        "phq9_total",
        label="PHQ-9 total (points)",
        question="What is your total on the PHQ-9 questionnaire?",
    ),
    whole_number(
        "phq9_item9",
        label="PHQ-9 item 9 (points)",
        question="What did you answer to the last question of the PHQ-9 questionnaire?",
    ),
    choice(
        "suicide_risk_tier",
        label="Suicide risk, assessed in a structured interview",
        question="What did the clinician write down after asking you about thoughts of suicide?",
        choices={"none": "None", "low": "Low", "moderate": "Moderate", "high": "High"},
    ),
)
