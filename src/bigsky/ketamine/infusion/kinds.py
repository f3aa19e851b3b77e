"""What can be observed of a person in the chair: unit, codes and where the codes were read."""

from collections.abc import Iterable
from dataclasses import dataclass

from bigsky.ketamine.vocabulary.citation import Citation, Trust

MDC = Citation(
    text="IEEE 11073-10101 and LOINC code table of the device survey; code = partition × 65536 + term",
    trust=Trust.READ,
)
_FROM_REPOSITORY = Citation(text="LOINC code read in a public repository file", trust=Trust.SECOND_HAND)
_FROM_MEMORY = Citation(text="LOINC 8310-5, body temperature", trust=Trust.FROM_MEMORY)
_MOAAS = Citation(
    text="Modified Observer's Assessment of Alertness/Sedation: 5 awake to 0 unresponsive",
    trust=Trust.READ,
    url="https://bmcanesthesiol.biomedcentral.com/articles/10.1186/s12871-022-01788-1/tables/2",
)
_VERBAL = Citation(text="Asked and answered in words, 0 to 10", trust=Trust.SECOND_HAND)
_FOUR_WORDS = Citation(
    text="0 none, 1 mild, 2 moderate, 3 severe; chosen for this project", trust=Trust.ASSUMED
)


@dataclass(frozen=True, kw_only=True)
class ObservationKind:
    """One thing that can be observed; its plausible range is the limit of the same name."""

    key: str
    title: str
    short: str
    unit: str
    source: Citation
    loinc: tuple[str, ...] = ()
    mdc: tuple[int, ...] = ()
    is_continuous: bool = False  # a monitor sends it all the time; the others come at their own moments


SYSTOLIC = ObservationKind(
    key="systolic_mmhg",
    title="Systolic blood pressure",
    short="SBP",
    unit="mmHg",
    loinc=("8480-6",),
    mdc=(150021, 150301, 150033),
    source=MDC,
)
DIASTOLIC = ObservationKind(
    key="diastolic_mmhg",
    title="Diastolic blood pressure",
    short="DBP",
    unit="mmHg",
    loinc=("8462-4",),
    mdc=(150022, 150302, 150034),
    source=MDC,
)
MEAN = ObservationKind(
    key="mean_mmhg",
    title="Mean blood pressure",
    short="MAP",
    unit="mmHg",
    loinc=("8478-0",),
    mdc=(150023, 150035),
    source=MDC,
)
HEART_RATE = ObservationKind(
    key="heart_rate_per_min",
    title="Heart rate",
    short="HR",
    unit="/min",
    loinc=("8867-4",),
    mdc=(147842, 149530, 149546),
    is_continuous=True,
    source=MDC,
)
SPO2 = ObservationKind(
    key="spo2_percent",
    title="Oxygen saturation",
    short="SpO2",
    unit="%",
    loinc=("2708-6", "59408-5"),
    mdc=(150456,),
    is_continuous=True,
    source=MDC,
)
RESPIRATORY_RATE = ObservationKind(
    key="respiratory_rate_per_min",
    title="Respiratory rate",
    short="RR",
    unit="/min",
    loinc=("9279-1",),
    mdc=(151562, 151578, 151594, 151658),
    is_continuous=True,
    source=MDC,
)
ETCO2 = ObservationKind(
    key="etco2_mmhg",
    title="End-tidal carbon dioxide",
    short="EtCO2",
    unit="mmHg",
    loinc=("19935-6",),
    mdc=(151708,),  # 151712 is expired CO2, another quantity: never taken for this one
    is_continuous=True,
    source=_FROM_REPOSITORY,
)
SEDATION = ObservationKind(
    key="sedation_moaas", title="Sedation (MOAA/S)", short="MOAA/S", unit="", source=_MOAAS
)
DISSOCIATION = ObservationKind(
    key="dissociation_0_to_10", title="Dissociation", short="Dissociation", unit="", source=_VERBAL
)
DISTRESS = ObservationKind(key="distress", title="Distress", short="Distress", unit="", source=_FOUR_WORDS)
NAUSEA = ObservationKind(key="nausea", title="Nausea", short="Nausea", unit="", source=_FOUR_WORDS)
TEMPERATURE = ObservationKind(
    key="temperature_c",
    title="Temperature",
    short="Temp",
    unit="°C",
    loinc=("8310-5",),
    mdc=(150344,),
    source=_FROM_MEMORY,
)

ALL_KINDS: tuple[ObservationKind, ...] = (
    SYSTOLIC,
    DIASTOLIC,
    MEAN,
    HEART_RATE,
    SPO2,
    RESPIRATORY_RATE,
    ETCO2,
    SEDATION,
    DISSOCIATION,
    DISTRESS,
    NAUSEA,
    TEMPERATURE,
)


def kind_named(key: str) -> ObservationKind | None:
    """Find a kind by its key."""
    return next((kind for kind in ALL_KINDS if kind.key == key), None)


def kinds_named(keys: Iterable[str]) -> tuple[ObservationKind, ...]:
    """Find the kinds that a policy names, in their usual order.

    Raises:
        ValueError: it names none, or one that is not known: to pass over it would be to ask for less.
    """
    wanted = list(keys)
    known = {kind.key for kind in ALL_KINDS}
    unknown = [key for key in wanted if key not in known]
    if unknown or not wanted:
        problem = f"{', '.join(map(repr, unknown))} is not observed here" if unknown else "no kind is named"
        raise ValueError(f"{problem}; allowed is {', '.join(kind.key for kind in ALL_KINDS)}")
    return tuple(kind for kind in ALL_KINDS if kind.key in wanted)


def kind_of_mdc(code: int) -> ObservationKind | None:
    """Find the kind a device's MDC code stands for; `None` when the code is not mapped."""
    return next((kind for kind in ALL_KINDS if code in kind.mdc), None)
