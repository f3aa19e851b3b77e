import jsonschema
import pytest

from bigsky.ketamine import library
from bigsky.ketamine.pharmacology.models import otto_2021
from bigsky.ketamine.pharmacology.regimen import constant_infusion
from bigsky.ketamine.pharmacology.simulate import Simulation, simulate
from bigsky.ketamine.vocabulary.refusal import Refusal

SMALL_DOSE = constant_infusion(dose_mg=10, minutes=30)
USUAL_DOSE = constant_infusion(dose_mg=35, minutes=40)


def quantities_outside(simulation: Simulation) -> set[str]:
    return {departure.quantity for departure in simulation.departures}


def test_a_simulation_explains_itself_in_json():
    answer = simulate(otto_2021.MODEL, regimen=USUAL_DOSE, weight_kg=70, times_min=[40, 80]).as_json()
    jsonschema.validate(answer, library.schema("simulation"))
    assert answer["model"] == "otto-2021"
    assert answer["regimen"]["dose_mg"] == 35
    assert len(answer["individual_values"]) == len(otto_2021.MODEL.parameters)


def test_the_schema_itself_is_sound():
    jsonschema.Draft202012Validator.check_schema(library.schema("simulation"))


def test_inside_the_domain_nothing_departs():
    simulation = simulate(otto_2021.MODEL, regimen=SMALL_DOSE, weight_kg=70, times_min=[30, 600])
    assert simulation.departures == ()
    assert simulation.as_json()["domain"]["is_inside"] is True


@pytest.mark.parametrize(
    ("regimen", "weight_kg", "at_min", "outside"),
    [
        (SMALL_DOSE, 140, 60, "weight_kg"),
        (SMALL_DOSE, 40, 60, "weight_kg"),
        (USUAL_DOSE, 70, 60, "dose_mg"),
        (constant_infusion(dose_mg=5, minutes=5), 70, 60, "duration_min"),
        (SMALL_DOSE, 70, 601, "latest_min"),
    ],
)
def test_a_use_outside_the_domain_says_so(regimen, weight_kg, at_min, outside):
    simulation = simulate(otto_2021.MODEL, regimen=regimen, weight_kg=weight_kg, times_min=[at_min])
    assert quantities_outside(simulation) == {outside}
    assert simulation.as_json()["domain"]["is_inside"] is False


@pytest.mark.parametrize("weight_kg", [0, -70, float("nan"), float("inf")])
def test_an_impossible_weight_is_refused(weight_kg):
    refusal = simulate(otto_2021.MODEL, regimen=USUAL_DOSE, weight_kg=weight_kg, times_min=[40])
    assert isinstance(refusal, Refusal)
    assert refusal.field == "weight_kg"


@pytest.mark.parametrize("at_min", [-1, float("nan"), float("inf")])
def test_an_impossible_moment_is_refused(at_min):
    refusal = simulate(otto_2021.MODEL, regimen=USUAL_DOSE, weight_kg=70, times_min=[40, at_min])
    assert isinstance(refusal, Refusal)
    assert refusal.field == "times_min"


def test_clearance_and_volume_grow_with_weight_as_published():
    values = {each.parameter.symbol: each.value for each in otto_2021.MODEL.individual_values(weight_kg=140)}
    assert values["V1"] == pytest.approx(2 * 133)
    assert values["CL"] == pytest.approx(2**0.75 * 95.2)
    assert values["Vp1"] == 187
