from bigsky.ketamine.scales.frequency import FREQUENCY_OPTIONS, PHQ_NOTICE
from bigsky.ketamine.scales.scale import Band, Item, Licence, Scale, TextLicence
from bigsky.ketamine.vocabulary.citation import Citation, Trust

_ITEMS = (
    ("nervous", "69725-0", "Feeling nervous, anxious or on edge"),
    ("cannot-stop-worrying", "68509-9", "Not being able to stop or control worrying"),
    ("worrying-too-much", "69733-4", "Worrying too much about different things"),
    ("trouble-relaxing", "69734-2", "Trouble relaxing"),
    ("restless", "69735-9", "Being so restless that it is hard to sit still"),
    ("irritable", "69689-8", "Becoming easily annoyed or irritable"),
    ("afraid", "69736-7", "Feeling afraid as if something awful might happen"),
)

_MANUAL = Citation(
    text="CamCOPS manual, gad7.rst, quoting Pfizer 2010",
    trust=Trust.READ,
)

GAD_7 = Scale(
    key="gad-7",
    title="Generalised Anxiety Disorder scale (GAD-7)",
    recall="the last 2 weeks",
    intro="Over the last 2 weeks, how often have you been bothered by the following problems?",
    items=tuple(
        Item(key=key, loinc=loinc, text=text, options=FREQUENCY_OPTIONS) for key, loinc, text in _ITEMS
    ),
    bands=(
        Band(name="minimal", low=0, high=4),
        Band(name="mild", low=5, high=9),
        Band(name="moderate", low=10, high=14),
        Band(name="severe", low=15, high=21),
    ),
    bands_source=_MANUAL,
    licence=Licence(verdict=TextLicence.SHIP, evidence=_MANUAL),
    panel_loinc="69737-5",
    total_loinc="70274-6",
    notice=PHQ_NOTICE,
)
