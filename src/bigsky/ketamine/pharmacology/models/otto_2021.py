"""Otto 2021: ketamine and norketamine in venous plasma, the ketamine part fixed to Fanta 2015."""

from collections.abc import Mapping

from bigsky.ketamine.pharmacology.compartments import OUTSIDE, compartment_system
from bigsky.ketamine.pharmacology.domain import Domain, Range
from bigsky.ketamine.pharmacology.model import (
    Disposition,
    Parameter,
    PharmacokineticModel,
    Plasma,
    Residual,
    Variability,
)
from bigsky.ketamine.vocabulary.citation import Citation, Trust

PAPER = Citation(
    text="Otto ME et al. Eur J Clin Pharmacol 2021;77:1181, Table 3 and NONMEM supplement",
    trust=Trust.SECOND_HAND,
    url="https://doi.org/10.1007/s00228-021-03104-1",
    note="numbers as transcribed in nlmixr2lib; to be checked against the printed table",
)
FANTA = Citation(
    text="Fanta S et al. 2015, abstract: clearance 95 L/h/70 kg, 13 % between people",
    trust=Trust.READ,
    url="https://www.mendeley.com/catalogue/f741ca41-00bb-3f59-9312-eefaea919edd/",
    note="agrees with the clearance used here",
)
_ONE_SPECIES = Citation(
    text="Hasan 2021 and Persson 2002: clearance of S-ketamine is 1.06 to 1.20 times that of R-ketamine",
    trust=Trust.CALCULATED,
    note="one species with the numbers of S-ketamine is an approximation of that size",
)
_CHOSEN = Citation(
    text="Weights of the volunteers were not read; range chosen for this project", trust=Trust.ASSUMED
)
_DOSES = Citation(
    text="10 mg S-ketamine over 30 min (17 people), 0.125 mg/kg (11 men); the two-hour doses not read",
    trust=Trust.SECOND_HAND,
    note="beyond this the model assumes that kinetics stay linear in dose",
)
_DURATIONS = Citation(text="30-minute and stepped two-hour infusions", trust=Trust.SECOND_HAND)
_SAMPLES = Citation(text="Samples shown up to 10 h, Otto 2021 Figs 3b and 4b", trust=Trust.SECOND_HAND)


def _parameter(
    symbol: str, typical_value: float, unit: str, *, meaning: str, weight_exponent: float
) -> Parameter:
    return Parameter(
        symbol=symbol,
        meaning=meaning,
        typical_value=typical_value,
        unit=unit,
        weight_exponent=weight_exponent,
        source=PAPER,
    )


def disposition(value: Mapping[str, float]) -> Disposition:
    """Lay out three ketamine and two norketamine compartments; all cleared ketamine becomes norketamine."""
    flows_per_h = {
        ("plasma", "fast tissue"): value["Q2"] / value["V1"],
        ("fast tissue", "plasma"): value["Q2"] / value["Vp2"],
        ("plasma", "slow tissue"): value["Q1"] / value["V1"],
        ("slow tissue", "plasma"): value["Q1"] / value["Vp1"],
        ("plasma", "norketamine"): value["CL"] / value["V1"],
        ("norketamine", "norketamine tissue"): value["Q_NK"] / value["V_NK"],
        ("norketamine tissue", "norketamine"): value["Q_NK"] / value["Vp_NK"],
        ("norketamine", OUTSIDE): value["CL_NK"] / value["V_NK"],
    }
    return Disposition(
        system=compartment_system(flows_per_h, input_into="plasma"),
        ketamine=Plasma(compartment="plasma", volume_l=value["V1"]),
        norketamine=Plasma(compartment="norketamine", volume_l=value["V_NK"]),
    )


MODEL = PharmacokineticModel(
    name="otto-2021",
    version="1",
    title="Otto 2021: ketamine and norketamine in venous plasma",
    analyte="ketamine, the racemate treated as one species with the numbers of S-ketamine; and norketamine",
    norketamine_units="ng/mL in ketamine-mass units: every milligram of ketamine cleared counts as "
    "one milligram of norketamine, without correction for molar mass, as the paper assumes",
    sampling_site="venous plasma",
    cautions=(
        "Arterial concentrations at the end of a 40-minute infusion are about 1.6 times higher.",
        "A typical person of this weight; real people scatter widely around it.",
        "Not for dosing decisions.",
    ),
    domain=Domain(
        population="healthy volunteers",
        given="S-ketamine into a vein",
        ranges=(
            Range(quantity="weight_kg", low=50, high=100, unit="kg", source=_CHOSEN),
            Range(quantity="dose_mg", low=0, high=10, unit="mg", source=_DOSES),
            Range(quantity="duration_min", low=30, high=120, unit="min", source=_DURATIONS),
            Range(quantity="latest_min", low=0, high=600, unit="min", source=_SAMPLES),
        ),
    ),
    parameters=(
        _parameter(
            "V1",
            133.0,
            "L",
            meaning="volume of ketamine in plasma and what it fills at once",
            weight_exponent=1,
        ),
        _parameter("CL", 95.2, "L/h", meaning="clearance of ketamine", weight_exponent=0.75),
        _parameter("Vp1", 187.0, "L", meaning="volume of the slow tissue", weight_exponent=0),
        _parameter("Q1", 23.2, "L/h", meaning="exchange with the slow tissue", weight_exponent=0),
        _parameter("Vp2", 98.8, "L", meaning="volume of the fast tissue", weight_exponent=0),
        _parameter("Q2", 157.0, "L/h", meaning="exchange with the fast tissue", weight_exponent=0),
        _parameter("V_NK", 98.638, "L", meaning="volume of norketamine", weight_exponent=1),
        _parameter("CL_NK", 57.72, "L/h", meaning="clearance of norketamine", weight_exponent=0.75),
        _parameter("Vp_NK", 160.04, "L", meaning="volume of the norketamine tissue", weight_exponent=0),
        _parameter("Q_NK", 42.778, "L/h", meaning="exchange with the norketamine tissue", weight_exponent=0),
    ),
    between_subject=(
        Variability(symbols=("V1", "CL"), lower_triangle=(0.084177, 0.02261, 0.026048), source=PAPER),
        Variability(symbols=("V_NK", "CL_NK"), lower_triangle=(0.040426, 0.04456, 0.10319), source=PAPER),
    ),
    residual=(
        Residual(analyte="ketamine", proportional_sd=0.23609, source=PAPER),
        Residual(analyte="norketamine", proportional_sd=0.14261, source=PAPER),
    ),
    sources=(PAPER, FANTA, _ONE_SPECIES),
    disposition=disposition,
)
