"""What a published pharmacokinetic model consists of; each one lives in its own file of `models/`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bigsky.ketamine.pharmacology.compartments import CompartmentSystem
from bigsky.ketamine.pharmacology.domain import Domain
from bigsky.ketamine.vocabulary.citation import Citation

REFERENCE_WEIGHT_KG = 70.0


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One published number: its typical value in a person of 70 kg and how it grows with weight."""

    symbol: str
    meaning: str
    typical_value: float
    unit: str
    weight_exponent: float
    source: Citation

    def for_weight(self, weight_kg: float) -> float:
        """Scale the typical value to a body weight."""
        factor: float = (weight_kg / REFERENCE_WEIGHT_KG) ** self.weight_exponent
        return self.typical_value * factor


@dataclass(frozen=True, kw_only=True)
class IndividualValue:
    """A parameter as used for one person."""

    parameter: Parameter
    value: float

    def as_json(self) -> dict[str, object]:
        """Give the value with where it came from."""
        return {
            "symbol": self.parameter.symbol,
            "meaning": self.parameter.meaning,
            "value": self.value,
            "unit": self.parameter.unit,
            "typical_value_70_kg": self.parameter.typical_value,
            "weight_exponent": self.parameter.weight_exponent,
            "source": self.parameter.source.as_json(),
        }


@dataclass(frozen=True, kw_only=True)
class Variability:
    """How people differ: variances and covariances of the logarithms, the lower triangle row by row."""

    symbols: tuple[str, ...]
    lower_triangle: tuple[float, ...]
    source: Citation


@dataclass(frozen=True, kw_only=True)
class Residual:
    """What a measured concentration scatters around its prediction, as a proportional standard deviation."""

    analyte: str
    proportional_sd: float
    source: Citation


@dataclass(frozen=True, kw_only=True)
class Plasma:
    """Which compartment's amount over which volume is a concentration."""

    compartment: str
    volume_l: float


@dataclass(frozen=True, kw_only=True)
class Disposition:
    """One person's compartments and where to read the two concentrations."""

    system: CompartmentSystem
    ketamine: Plasma
    norketamine: Plasma


@dataclass(frozen=True, kw_only=True)
class PharmacokineticModel:
    """A published model: its numbers, what they mean, and for whom they hold."""

    name: str
    version: str
    title: str
    analyte: str
    norketamine_units: str
    sampling_site: str
    cautions: tuple[str, ...]
    domain: Domain
    parameters: tuple[Parameter, ...]
    between_subject: tuple[Variability, ...]
    residual: tuple[Residual, ...]
    sources: tuple[Citation, ...]
    disposition: Callable[[Mapping[str, float]], Disposition]

    def individual_values(self, *, weight_kg: float) -> tuple[IndividualValue, ...]:
        """Scale every parameter to one person."""
        return tuple(
            IndividualValue(parameter=each, value=each.for_weight(weight_kg)) for each in self.parameters
        )
