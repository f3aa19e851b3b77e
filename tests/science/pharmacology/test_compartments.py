import pytest
from hypothesis import given
from tests.science.pharmacology.regimen_strategies import systems

from bigsky.ketamine.pharmacology.compartments import OUTSIDE, compartment_system


@given(systems())
def test_a_system_only_ever_loses_drug(system):
    assert (system.rates_per_h.sum(axis=0) <= 1e-12).all()


def test_flows_stand_where_they_go():
    system = compartment_system({("a", "b"): 2.0, ("b", OUTSIDE): 3.0}, input_into="a")
    assert system.names == ("a", "b")
    assert system.rates_per_h.tolist() == [[-2.0, 0.0], [2.0, -3.0]]
    assert system.input_vector.tolist() == [1.0, 0.0]


@pytest.mark.parametrize("flow", [-0.1, float("nan"), float("inf")])
def test_an_impossible_flow_is_a_programming_error(flow):
    with pytest.raises(ValueError, match="flow from a to b"):
        compartment_system({("a", "b"): flow}, input_into="a")


def test_an_unknown_entry_is_a_programming_error():
    with pytest.raises(ValueError, match="not a compartment"):
        compartment_system({("a", "b"): 1.0}, input_into="nowhere")
