from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.pharmacology.regimen_strategies import weights_kg

from bigsky.ketamine.pharmacology.models import ALL_MODELS, model_named
from bigsky.ketamine.pharmacology.regimen import constant_infusion
from bigsky.ketamine.pharmacology.simulate import simulate

each_model = pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.name)


def test_every_model_file_is_registered():
    folder = files("bigsky.ketamine.pharmacology.models")
    stems = {each.name.removesuffix(".py") for each in folder.iterdir() if each.name.endswith(".py")}
    assert {model.name.replace("-", "_") for model in ALL_MODELS} == stems - {"__init__"}


def test_no_two_models_share_a_name():
    names = [model.name for model in ALL_MODELS]
    assert len(names) == len(set(names))


@each_model
def test_a_model_is_found_by_its_name(model):
    assert model_named(model.name) is model
    assert model_named(model.name + "x") is None


@each_model
def test_a_model_says_its_analyte_site_domain_and_sources(model):
    assert model.analyte
    assert model.norketamine_units
    assert model.sampling_site
    assert model.version
    assert model.domain.population
    assert model.domain.given
    assert model.sources
    assert all(parameter.source.text and parameter.meaning for parameter in model.parameters)


@each_model
def test_a_model_varies_only_parameters_it_has(model):
    symbols = {parameter.symbol for parameter in model.parameters}
    for block in model.between_subject:
        assert set(block.symbols) <= symbols
        assert len(block.lower_triangle) == len(block.symbols) * (len(block.symbols) + 1) // 2


@each_model
@given(weight_kg=weights_kg, dose_mg=st.floats(1, 200), minutes=st.floats(5, 120))
def test_all_that_is_given_is_cleared(model, weight_kg, dose_mg, minutes):
    regimen = constant_infusion(dose_mg=dose_mg, minutes=minutes)
    simulation = simulate(model, regimen=regimen, weight_kg=weight_kg, times_min=[60 * 24 * 60])
    clearance = {each.parameter.symbol: each.value for each in simulation.individual_values}["CL"]
    assert simulation.ketamine_area_ng_h_per_ml == pytest.approx(1000 * dose_mg / clearance, rel=1e-9)
    assert simulation.ketamine_ng_per_ml[0] < 1e-6


@each_model
@given(weight_kg=weights_kg)
def test_concentrations_are_never_negative_and_start_at_zero(model, weight_kg):
    regimen = constant_infusion(dose_mg=35, minutes=40)
    times_min = [0.0, 1e-9, 1e-3, 1.0, 40.0, 1e5]
    simulation = simulate(model, regimen=regimen, weight_kg=weight_kg, times_min=times_min)
    for course in (simulation.ketamine_ng_per_ml, simulation.norketamine_ng_per_ml):
        assert course[0] == 0.0
        assert min(course) >= 0.0
