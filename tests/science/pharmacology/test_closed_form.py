from dataclasses import replace

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.science.pharmacology.regimen_strategies import regimens, systems, times

from bigsky.ketamine.pharmacology.closed_form import amounts_mg, modes_of
from bigsky.ketamine.pharmacology.compartments import OUTSIDE, compartment_system
from bigsky.ketamine.pharmacology.regimen import Regimen, Segment
from bigsky.ketamine.pharmacology.stepwise import amounts_stepwise_mg, matrix_exponential

RELATIVE = 1e-9


def agrees(found, expected, *, of_mg=0.0):
    """Hold two courses together to 1e-9 of each amount and of the largest amount (or of `of_mg`)."""
    largest = max(np.max(np.abs(expected)), of_mg)
    np.testing.assert_allclose(found, expected, rtol=RELATIVE, atol=RELATIVE * largest)


def shifted(regimen, by_min):
    moved = (
        replace(each, start_min=each.start_min + by_min, end_min=each.end_min + by_min)
        for each in regimen.segments
    )
    return Regimen(segments=tuple(moved))


def scaled(regimen, factor):
    grown = (replace(each, rate_mg_per_min=each.rate_mg_per_min * factor) for each in regimen.segments)
    return Regimen(segments=tuple(grown))


@given(systems(), regimens, times)
def test_the_closed_form_agrees_with_the_matrix_exponential(system, regimen, times_min):
    agrees(
        amounts_mg(system, regimen=regimen, times_min=times_min),
        amounts_stepwise_mg(system, regimen=regimen, times_min=times_min),
    )


@given(arrays(np.float64, (4, 4), elements=st.floats(-5, 5)))
def test_the_matrix_exponential_agrees_with_scipy(matrix):
    expected = scipy.linalg.expm(matrix)
    np.testing.assert_allclose(
        matrix_exponential(matrix), expected, rtol=1e-9, atol=1e-10 * np.abs(expected).max()
    )


@given(regimens, times, st.floats(0.05, 5.0), st.floats(0.05, 5.0), st.floats(0.05, 5.0))
def test_what_was_given_is_in_the_body_or_in_the_urine(regimen, times_min, into, back, cleared):
    flows = {
        ("plasma", "tissue"): into,
        ("tissue", "plasma"): back,
        ("plasma", "metabolite"): cleared,
        ("metabolite", "urine"): cleared / 3,
    }
    system = compartment_system(flows, input_into="plasma")
    total = amounts_mg(system, regimen=regimen, times_min=times_min).sum(axis=0)
    given_mg = [
        sum(
            each.rate_mg_per_min * np.clip(at - each.start_min, 0, each.end_min - each.start_min)
            for each in regimen.segments
        )
        for at in times_min
    ]
    np.testing.assert_allclose(total, given_mg, rtol=RELATIVE, atol=RELATIVE * regimen.dose_mg)


@given(systems(), regimens, regimens, times)
def test_two_regimens_together_give_the_sum_of_each_alone(system, first, second, times_min):
    both = Regimen(segments=first.segments + second.segments)
    agrees(
        amounts_stepwise_mg(system, regimen=both, times_min=times_min),
        amounts_mg(system, regimen=first, times_min=times_min)
        + amounts_mg(system, regimen=second, times_min=times_min),
    )


@given(systems(), regimens, times, st.floats(0.01, 100.0))
def test_amounts_grow_in_proportion_to_the_dose(system, regimen, times_min, factor):
    agrees(
        amounts_mg(system, regimen=scaled(regimen, factor), times_min=times_min),
        factor * amounts_mg(system, regimen=regimen, times_min=times_min),
    )


@given(systems(), regimens, times, st.floats(0.0, 600.0))
def test_a_later_start_only_shifts_the_course(system, regimen, times_min, by_min):
    agrees(
        amounts_mg(system, regimen=shifted(regimen, by_min), times_min=[at + by_min for at in times_min]),
        amounts_mg(system, regimen=regimen, times_min=times_min),
        of_mg=regimen.dose_mg,  # a moment near 0 loses its last digits when it is moved
    )


@given(systems(), regimens, st.floats(1.0, 600.0), st.integers(1, 40))
def test_an_amount_does_not_depend_on_the_other_moments_asked_for(system, regimen, at_min, steps):
    many = list(np.linspace(0.0, at_min, steps + 1))
    for amounts in (amounts_mg, amounts_stepwise_mg):
        agrees(
            amounts(system, regimen=regimen, times_min=many)[:, -1],
            amounts(system, regimen=regimen, times_min=[many[-1]])[:, 0],
        )


@given(systems(), times)
def test_a_zero_dose_is_exactly_zero(system, times_min):
    nothing = Regimen(segments=(Segment(start_min=0.0, end_min=40.0, rate_mg_per_min=0.0),))
    for regimen in (nothing, Regimen(segments=())):
        assert not amounts_mg(system, regimen=regimen, times_min=times_min).any()


@given(regimens, times, st.floats(0.1, 10.0), st.sampled_from([0.0, 1e-12, 1e-8, 1e-6, 1e-4]))
def test_nearly_equal_rates_lose_no_digits(regimen, times_min, rate, gap):
    # One compartment feeds the next at almost the same rate: the place where divided differences fail.
    flows = {("plasma", "effect"): rate, ("effect", OUTSIDE): rate * (1 + gap)}
    system = compartment_system(flows, input_into="plasma")
    agrees(
        amounts_mg(system, regimen=regimen, times_min=times_min),
        amounts_stepwise_mg(system, regimen=regimen, times_min=times_min),
    )


@pytest.mark.parametrize(("gap", "has_modes"), [(0.0, False), (1e-7, False), (1e-3, True)])
def test_nearly_equal_rates_take_the_matrix_exponential(gap, has_modes):
    flows = {("plasma", "effect"): 1.0, ("effect", OUTSIDE): 1.0 + gap}
    assert (modes_of(compartment_system(flows, input_into="plasma")) is not None) is has_modes


def test_rates_that_oscillate_take_the_matrix_exponential():
    flows = {("a", "b"): 1.0, ("b", "c"): 1.0, ("c", "a"): 1.0, ("c", OUTSIDE): 0.1}
    assert modes_of(compartment_system(flows, input_into="a")) is None


@settings(deadline=None)  # the matrix exponential is slow at 400 moments
@given(systems(), st.floats(1.0, 100.0))
def test_total_exposure_is_the_integral_of_the_course(system, dose_mg):
    slowest = np.min(-np.linalg.eigvals(system.rates_per_h).real)
    end_min = 60.0 * 40.0 / slowest
    nodes, weights = np.polynomial.legendre.leggauss(10)
    # Panels that widen geometrically resolve the fast start and reach the slow end.
    edges = np.concatenate([[0.0], np.geomspace(1e-2, end_min, 40)])
    regimen = Regimen(
        segments=(Segment(start_min=0.0, end_min=edges[1], rate_mg_per_min=dose_mg / edges[1]),)
    )
    half = np.diff(edges) / 2
    at = (edges[:-1] + half)[:, None] + half[:, None] * nodes
    amounts = amounts_mg(system, regimen=regimen, times_min=at.ravel()).reshape(len(system.names), *at.shape)
    areas = (amounts * weights).sum(axis=2) @ half / 60.0
    exposure = system.total_exposure_mg_h(dose_mg)
    np.testing.assert_allclose(areas, [exposure[name] for name in system.names], rtol=1e-6)
