"""The second person's figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bigsky.ketamine import library
from bigsky.ketamine.planning.dosing import Preparation, prepare
from bigsky.ketamine.planning.double_check import CHECKED, figures_of, second_check
from bigsky.ketamine.planning.order import DoseOrder
from bigsky.ketamine.planning.weight import WeightBasis
from bigsky.ketamine.vocabulary.finding import Verdict

ORDER = DoseOrder(
    weight_kg=Decimal(80),
    weight_basis=WeightBasis.ACTUAL,
    dose_mg_per_kg=Decimal("0.5"),
    minutes=Decimal(40),
    vial_mg_per_ml=Decimal(50),
    final_mg_per_ml=Decimal(1),
)
FIGURES = {
    "vial_mg_per_ml": Decimal(50),
    "actual_dose_mg": Decimal(40),
    "draw_ml": Decimal("0.8"),
    "diluent_ml": Decimal("39.2"),
    "rate_ml_per_h": Decimal(60),
}


def preparation(order=ORDER):
    answer = prepare(order, library.preparation_rules(), policy=None, on_date=None)
    assert isinstance(answer, Preparation)
    return answer


def checked(seen, order=ORDER):
    plan = preparation(order).as_json()
    return second_check(figures_of({**plan, "vial_mg_per_ml": plan["order"]["vial_mg_per_ml"]}), seen)


def test_figures_that_agree_are_met_whatever_their_zeros():
    assert {finding.verdict for finding in checked(FIGURES)} == {Verdict.MET}


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("name", CHECKED)
def test_a_blank_figure_is_unknown_never_agreed(name):
    found = {finding.rule_id: finding for finding in checked({**FIGURES, name: None})}
    assert found[f"second_person_agrees_on_{name}"].verdict is Verdict.UNKNOWN


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("name", CHECKED)
@pytest.mark.parametrize("factor", [Decimal(10), Decimal("0.1")])
def test_a_tenfold_slip_is_named(name, factor):
    slipped = {**FIGURES, name: FIGURES[name] * factor}
    found = {finding.rule_id: finding for finding in checked(slipped)}
    assert found[f"second_person_agrees_on_{name}"].verdict is Verdict.NOT_MET
    assert "tenfold" in found[f"second_person_agrees_on_{name}"].reason


@pytest.mark.hazard("H-06")
def test_the_wrong_vial_shows_in_the_vial_and_in_the_draw():
    wrong = checked(FIGURES, replace(ORDER, vial_mg_per_ml=Decimal(10)))
    disagreed = {finding.rule_id for finding in wrong if finding.verdict is Verdict.NOT_MET}
    assert {"second_person_agrees_on_vial_mg_per_ml", "second_person_agrees_on_draw_ml"} <= disagreed


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("name", CHECKED)
def test_no_finding_tells_the_prepared_figure(name):
    wrong = checked({**FIGURES, name: FIGURES[name] + 1})
    assert not any(character.isdigit() for finding in wrong for character in finding.reason)
