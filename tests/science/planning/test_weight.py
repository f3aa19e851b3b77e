"""Which weight a dose is reckoned on."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine.planning.weight import WeightBasis, weight_bases
from bigsky.ketamine.vocabulary.citation import Trust
from bigsky.ketamine.vocabulary.refusal import Refusal

MAN = weight_bases(Decimal(120), height_cm=Decimal(178), sex="male")
WEIGHTS = st.decimals("25", "350", places=1)


@pytest.mark.parametrize(("basis", "dose_mg"), [("actual", "60.0"), ("adjusted", "46.0"), ("ideal", "36.6")])
def test_the_published_check_of_a_heavy_man_holds(basis, dose_mg):
    weight_kg = MAN.weight_kg(WeightBasis(basis))
    assert isinstance(weight_kg, Decimal)
    assert (weight_kg * Decimal("0.5")).quantize(Decimal("0.1")) == Decimal(dose_mg)


def test_the_spread_is_shown():
    assert MAN.spread.quantize(Decimal("0.01")) == Decimal("0.64")


def test_each_weight_says_how_far_it_can_be_trusted():
    trust = {each.basis: each.source.trust for each in MAN.bases}
    assert trust == {
        WeightBasis.ACTUAL: Trust.READ,
        WeightBasis.ADJUSTED: Trust.SECOND_HAND,
        WeightBasis.IDEAL: Trust.FROM_MEMORY,
    }


@pytest.mark.parametrize(
    ("height_cm", "sex"), [(None, "male"), (Decimal(178), None), (Decimal(150), "female")]
)
def test_what_cannot_be_reckoned_is_unknown_and_refused(height_cm, sex):
    bases = weight_bases(Decimal(120), height_cm=height_cm, sex=sex)
    assert isinstance(bases.weight_kg(WeightBasis.IDEAL), Refusal)
    assert isinstance(bases.weight_kg(WeightBasis.ADJUSTED), Refusal)
    assert bases.weight_kg(WeightBasis.ACTUAL) == Decimal(120)


@given(
    weight_kg=WEIGHTS, height_cm=st.decimals("153", "250", places=1), sex=st.sampled_from(["female", "male"])
)
def test_adjusted_weight_lies_between_ideal_and_actual_or_is_unknown(weight_kg, height_cm, sex):
    bases = weight_bases(weight_kg, height_cm=height_cm, sex=sex)
    ideal, adjusted = bases.weight_kg(WeightBasis.IDEAL), bases.weight_kg(WeightBasis.ADJUSTED)
    assert isinstance(ideal, Decimal)
    if isinstance(adjusted, Refusal):
        assert weight_kg <= ideal
    else:
        assert ideal <= adjusted <= weight_kg
