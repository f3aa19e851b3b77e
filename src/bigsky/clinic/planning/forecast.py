"""The predicted curve of a plan, as a picture, with what it may and may not be used for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bigsky.ketamine.pharmacology.models import model_named
from bigsky.ketamine.pharmacology.regimen import constant_infusion
from bigsky.ketamine.pharmacology.simulate import Simulation, simulate
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.pictures.concentration_curve import ConcentrationCourse, ConcentrationPoint, concentration_curve
from bigsky.pictures.picture import Picture

_STEP_MIN = 2
_MARKED_EVERY_MIN = 60


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """A simulation, drawn."""

    simulation: Simulation
    picture: Picture


def forecast(content: Mapping[str, Any], *, picture_id: str) -> Forecast | None:
    """Predict the course of a plan's one infusion in a typical person of this weight."""
    wanted = content["prediction"]
    minutes, until = float(wanted["minutes"]), int(wanted["until_min"])
    marks = sorted({minutes, *map(float, range(0, until + 1, _MARKED_EVERY_MIN))})
    simulation = _simulated(wanted, times=sorted({*marks, *map(float, range(0, until + 1, _STEP_MIN))}))
    if simulation is None:
        return None
    points = _points(simulation)
    course = ConcentrationCourse(
        curve=points,
        marked=tuple(point for point in points if point.at_min in marks),
        infusion_spans_min=((0.0, minutes),),
        sampling_site=simulation.model.sampling_site,
    )
    return Forecast(simulation=simulation, picture=concentration_curve(course, picture_id=picture_id))


def _simulated(wanted: Mapping[str, Any], *, times: list[float]) -> Simulation | None:
    model = model_named(wanted["model"])
    regimen = constant_infusion(dose_mg=float(wanted["dose_mg"]), minutes=float(wanted["minutes"]))
    # A plan made with a version that is no longer here shows no curve rather than another one.
    if model is None or model.version != wanted["model_version"] or isinstance(regimen, Refusal):
        return None
    answer = simulate(model, regimen=regimen, weight_kg=float(wanted["weight_kg"]), times_min=times)
    return None if isinstance(answer, Refusal) else answer


def _points(simulation: Simulation) -> tuple[ConcentrationPoint, ...]:
    return tuple(
        ConcentrationPoint(at_min=at, ketamine_ng_per_ml=ketamine, norketamine_ng_per_ml=norketamine)
        for at, ketamine, norketamine in zip(
            simulation.times_min, simulation.ketamine_ng_per_ml, simulation.norketamine_ng_per_ml, strict=True
        )
    )
