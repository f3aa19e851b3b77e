"""Concentrations of one regimen in one person, with everything that explains them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from bigsky.ketamine.pharmacology.closed_form import amounts_mg
from bigsky.ketamine.pharmacology.compartments import Array
from bigsky.ketamine.pharmacology.domain import Departure
from bigsky.ketamine.pharmacology.model import Disposition, IndividualValue, PharmacokineticModel, Plasma
from bigsky.ketamine.pharmacology.regimen import Regimen
from bigsky.ketamine.vocabulary.refusal import Refusal

_NG_PER_ML_IN_MG_PER_L = 1000.0


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What a model predicts, for whom, from which numbers, and how far it may be believed."""

    model: PharmacokineticModel
    weight_kg: float
    regimen: Regimen
    individual_values: tuple[IndividualValue, ...]
    departures: tuple[Departure, ...]
    times_min: tuple[float, ...]
    ketamine_ng_per_ml: tuple[float, ...]
    norketamine_ng_per_ml: tuple[float, ...]
    ketamine_area_ng_h_per_ml: float
    norketamine_area_ng_h_per_ml: float

    def as_json(self) -> dict[str, object]:
        """Give the simulation as plain JSON (schema `simulation`)."""
        return {
            "model": self.model.name,
            "model_version": self.model.version,
            "title": self.model.title,
            "analyte": self.model.analyte,
            "norketamine_units": self.model.norketamine_units,
            "sampling_site": self.model.sampling_site,
            "cautions": list(self.model.cautions),
            "domain": self.model.domain.as_json(self.departures),
            "weight_kg": self.weight_kg,
            "regimen": self.regimen.as_json(),
            "individual_values": [each.as_json() for each in self.individual_values],
            "times_min": list(self.times_min),
            "ketamine_ng_per_ml": list(self.ketamine_ng_per_ml),
            "norketamine_ng_per_ml": list(self.norketamine_ng_per_ml),
            "ketamine_area_ng_h_per_ml": self.ketamine_area_ng_h_per_ml,
            "norketamine_area_ng_h_per_ml": self.norketamine_area_ng_h_per_ml,
            "sources": [source.as_json() for source in self.model.sources],
        }


def simulate(
    model: PharmacokineticModel, *, regimen: Regimen, weight_kg: float, times_min: Sequence[float]
) -> Simulation | Refusal:
    """Predict ketamine and norketamine of a typical person at the given minutes."""
    refusal = _refusal(weight_kg=weight_kg, times_min=times_min)
    if refusal is not None:
        return refusal
    values = model.individual_values(weight_kg=weight_kg)
    person = model.disposition({each.parameter.symbol: each.value for each in values})
    amounts = amounts_mg(person.system, regimen=regimen, times_min=times_min)
    return Simulation(
        model=model,
        weight_kg=weight_kg,
        regimen=regimen,
        individual_values=values,
        departures=model.domain.departures(_use(weight_kg, regimen, times_min)),
        times_min=tuple(times_min),
        ketamine_ng_per_ml=_concentration(person, amounts, person.ketamine),
        norketamine_ng_per_ml=_concentration(person, amounts, person.norketamine),
        ketamine_area_ng_h_per_ml=_area(person, regimen, person.ketamine),
        norketamine_area_ng_h_per_ml=_area(person, regimen, person.norketamine),
    )


def _refusal(*, weight_kg: float, times_min: Sequence[float]) -> Refusal | None:
    if not (isfinite(weight_kg) and weight_kg > 0):
        return Refusal(field="weight_kg", reason=f"{weight_kg} is not possible; allowed is more than 0 kg")
    for at_min in times_min:
        if not (isfinite(at_min) and at_min >= 0):
            return Refusal(field="times_min", reason=f"{at_min} is not possible; allowed is 0 min or more")
    return None


def _use(weight_kg: float, regimen: Regimen, times_min: Sequence[float]) -> dict[str, float]:
    return {
        "weight_kg": weight_kg,
        "dose_mg": regimen.dose_mg,
        "duration_min": regimen.end_min - regimen.start_min,
        "latest_min": max(times_min, default=0.0),
    }


def _concentration(person: Disposition, amounts: Array, plasma: Plasma) -> tuple[float, ...]:
    row = amounts[person.system.names.index(plasma.compartment)]
    return tuple(float(amount) / plasma.volume_l * _NG_PER_ML_IN_MG_PER_L for amount in row)


def _area(person: Disposition, regimen: Regimen, plasma: Plasma) -> float:
    exposure = person.system.total_exposure_mg_h(regimen.dose_mg)
    return exposure[plasma.compartment] / plasma.volume_l * _NG_PER_ML_IN_MG_PER_L
