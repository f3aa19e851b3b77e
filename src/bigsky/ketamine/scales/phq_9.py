from decimal import Decimal

from bigsky.ketamine.scales.frequency import FREQUENCY_OPTIONS, PHQ_NOTICE
from bigsky.ketamine.scales.scale import (
    Band,
    Improvement,
    Item,
    Licence,
    RiskItem,
    Scale,
    TextLicence,
)
from bigsky.ketamine.vocabulary.citation import Citation, Trust

_ITEMS = (
    ("interest", "44250-9", "Little interest or pleasure in doing things"),
    ("low-mood", "44255-8", "Feeling down, depressed, or hopeless"),
    ("sleep", "44259-0", "Trouble falling or staying asleep, or sleeping too much"),
    ("energy", "44254-1", "Feeling tired or having little energy"),
    ("appetite", "44251-7", "Poor appetite or overeating"),
    (
        "self-worth",
        "44258-2",
        "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
    ),
    (
        "concentration",
        "44252-5",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
    ),
    (
        "movement",
        "44253-3",
        (
            "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so "
            "fidgety or restless that you have been moving around a lot more than usual"
        ),
    ),
    ("self-harm", "44260-8", "Thoughts that you would be better off dead or of hurting yourself in some way"),
)

_MANUAL = Citation(
    text="CamCOPS manual, phq9.rst, quoting Pfizer 2010",
    trust=Trust.READ,
)

PHQ_9 = Scale(
    key="phq-9",
    title="Patient Health Questionnaire (PHQ-9)",
    recall="the last 2 weeks",
    intro="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    items=tuple(
        Item(key=key, loinc=loinc, text=text, options=FREQUENCY_OPTIONS) for key, loinc, text in _ITEMS
    ),
    bands=(
        Band(name="minimal", low=0, high=4),
        Band(name="mild", low=5, high=9),
        Band(name="moderate", low=10, high=14),
        Band(name="moderately severe", low=15, high=19),
        Band(name="severe", low=20, high=27),
    ),
    bands_source=_MANUAL,
    licence=Licence(verdict=TextLicence.SHIP, evidence=_MANUAL),
    panel_loinc="44249-1",
    total_loinc="44261-6",
    notice=PHQ_NOTICE,
    risk_items=(RiskItem(item_key="self-harm", at_least=1, rule_id="PHQ9-ITEM9", source=_MANUAL),),
    improvement=Improvement(
        remission_below=5,
        response_drop_fraction=Decimal("0.5"),
        source=Citation(
            text="ps.psychiatryonline.org, article 201900295: response 50 % or more, remission below 5",
            trust=Trust.READ,
        ),
    ),
)
