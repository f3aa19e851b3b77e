"""From an order to volumes and a rate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bigsky.ketamine import library
from bigsky.ketamine.planning.dosing import Preparation, prepare
from bigsky.ketamine.planning.order import DoseOrder
from bigsky.ketamine.planning.weight import WeightBasis
from bigsky.ketamine.vocabulary.finding import Force, Verdict

RULES = library.preparation_rules()
EXAMPLE = library.dosing_example()
SIGNED = replace(
    EXAMPLE, stamp=replace(EXAMPLE.stamp, signed_by="Dr Imre Vahl", signed_date=date(2026, 1, 5))
)
DAY = date(2026, 3, 2)
ORDER = DoseOrder(
    weight_kg=Decimal(80),
    weight_basis=WeightBasis.ACTUAL,
    dose_mg_per_kg=Decimal("0.5"),
    minutes=Decimal(40),
    vial_mg_per_ml=Decimal(50),
    final_mg_per_ml=Decimal(1),
)
ORDERS = st.builds(
    DoseOrder,
    weight_kg=st.decimals("25", "350", places=2),
    weight_basis=st.sampled_from(WeightBasis),
    dose_mg_per_kg=st.decimals("0.05", "2", places=3),
    minutes=st.decimals("1", "240", places=1),
    vial_mg_per_ml=st.sampled_from([Decimal(10), Decimal(50), Decimal(100)]),
    final_mg_per_ml=st.decimals("0.1", "10", places=1),
)


def prepared(order, policy=SIGNED):
    answer = prepare(order, RULES, policy=policy, on_date=DAY)
    assert isinstance(answer, Preparation), answer
    return answer


def verdicts(answer):
    return {finding.rule_id: finding.verdict for finding in answer.findings}


@pytest.mark.parametrize(
    ("vial", "draw_ml", "diluent_ml"),
    [("50", "0.80", "39.20"), ("10", "4.00", "36.00"), ("100", "0.40", "39.60")],
)
def test_the_published_check_of_eighty_kilograms_holds(vial, draw_ml, diluent_ml):
    answer = prepared(replace(ORDER, vial_mg_per_ml=Decimal(vial))).as_json()
    assert (answer["dose_mg"], answer["total_ml"], answer["rate_ml_per_h"]) == ("40", "40", "60")
    assert (answer["draw_ml"], answer["diluent_ml"]) == (draw_ml, diluent_ml)


def test_a_tie_is_rounded_down_and_the_difference_shown():
    answer = prepared(replace(ORDER, weight_kg=Decimal("73.5")))  # 36.75 mg ÷ 50 mg/mL = 0.735 mL
    assert answer.draw_ml == Decimal("0.73")
    assert answer.actual_dose_mg == Decimal("36.5")
    assert answer.difference_mg == Decimal("-0.25")
    assert any("0.735, rounded to 0.73 mL" in line for line in answer.working)


def test_a_dose_lifted_by_rounding_says_so():
    answer = prepared(replace(ORDER, weight_kg=Decimal("74.7")))  # 37.35 mg ÷ 50 mg/mL = 0.747 mL
    assert answer.difference_mg == Decimal("0.15")
    assert any("+0.15 mg against the order" in line for line in answer.working)


@given(order=ORDERS)
def test_rounding_never_moves_the_dose_by_more_than_half_a_graduation(order):
    answer = prepare(order, RULES, policy=None, on_date=None)
    assume(isinstance(answer, Preparation))
    assert abs(answer.difference_mg) <= RULES.syringe_graduation_ml / 2 * order.vial_mg_per_ml
    assert answer.actual_dose_mg == answer.draw_ml * order.vial_mg_per_ml
    assert answer.draw_ml % RULES.syringe_graduation_ml == 0


@given(order=ORDERS)
def test_parts_make_the_whole_and_the_pump_empties_it_on_time(order):
    answer = prepare(order, RULES, policy=None, on_date=None)
    assume(isinstance(answer, Preparation))
    assert answer.draw_ml + answer.diluent_ml == answer.total_ml
    assert answer.diluent_ml >= 0
    exact_rate = answer.total_ml * 60 / order.minutes
    assert abs(answer.rate_ml_per_h - exact_rate) <= RULES.rate_step_ml_per_h / 2


@given(order=ORDERS)
def test_an_even_dose_never_gains_from_rounding(order):
    even = replace(order, weight_kg=Decimal(80), dose_mg_per_kg=Decimal("0.5"))
    assert prepared(even).difference_mg == 0


@pytest.mark.hazard("H-06")
def test_a_final_concentration_above_the_vials_is_refused():
    answer = prepare(replace(ORDER, final_mg_per_ml=Decimal(51)), RULES, policy=SIGNED, on_date=DAY)
    assert isinstance(answer, tuple)
    assert answer[0].field == "final_mg_per_ml"
    assert "50 mg/mL" in answer[0].reason


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("final", ["100", "50.1"])
def test_the_strongest_vial_is_never_given_undiluted(final):
    strong = replace(ORDER, vial_mg_per_ml=Decimal(100), final_mg_per_ml=Decimal(final))
    answer = prepare(strong, RULES, policy=SIGNED, on_date=DAY)
    assert isinstance(answer, tuple)
    assert "undiluted" in answer[0].reason


@pytest.mark.hazard("H-06")
def test_a_vial_that_is_not_on_the_market_is_pointed_out():
    assert (
        verdicts(prepared(replace(ORDER, vial_mg_per_ml=Decimal(5))))["vial_is_marketed"] is Verdict.NOT_MET
    )


def test_policy_limits_are_findings_and_nothing_is_clipped():
    answer = prepared(replace(ORDER, dose_mg_per_kg=Decimal("1.2")))
    found = {finding.rule_id: finding for finding in answer.findings}
    assert answer.dose_mg == Decimal(96)
    assert found["dose_is_within_soft_limit"].verdict is Verdict.NOT_MET
    assert found["dose_is_within_hard_limit"].verdict is Verdict.NOT_MET
    assert found["dose_is_within_hard_limit"].force is Force.ABSOLUTE


def test_the_hard_limit_holds_for_what_is_really_drawn():
    answer = prepared(replace(ORDER, dose_mg_per_kg=Decimal(1), weight_kg=Decimal("74.9")))
    assert answer.actual_dose_mg > answer.dose_mg
    assert verdicts(answer)["dose_is_within_hard_limit"] is Verdict.NOT_MET
    assert verdicts(answer)["dose_is_within_soft_limit"] is Verdict.NOT_MET


@pytest.mark.parametrize("policy", [None, EXAMPLE])
def test_without_a_signed_policy_the_limits_are_unknown(policy):
    assert verdicts(prepared(ORDER, policy))["dosing_policy_is_in_force"] is Verdict.UNKNOWN


def test_a_policy_signed_later_is_not_in_force_yet():
    answer = prepare(ORDER, RULES, policy=SIGNED, on_date=date(2026, 1, 4))
    assert isinstance(answer, Preparation)
    assert "dosing_policy_is_in_force" in verdicts(answer)


def test_an_unstated_weight_basis_is_unknown():
    assert verdicts(prepared(replace(ORDER, weight_basis=None)))["weight_basis_is_chosen"] is Verdict.UNKNOWN


def test_a_dose_too_small_to_measure_is_refused():
    tiny = replace(ORDER, weight_kg=Decimal(25), dose_mg_per_kg=Decimal("0.01"), vial_mg_per_ml=Decimal(100))
    assert isinstance(prepare(tiny, RULES, policy=None, on_date=None), tuple)


def test_every_impossible_number_is_refused_at_once():
    raw = {**ORDER.as_json(), "weight_kg": "0", "dose_mg_per_kg": "50", "weight_basis": "guessed"}
    answer = DoseOrder.from_json(raw, library.limits())
    assert isinstance(answer, tuple)
    assert {refusal.field for refusal in answer} == {"weight_kg", "dose_mg_per_kg", "weight_basis"}


def test_the_answer_fits_its_schema():
    jsonschema.validate(prepared(ORDER).as_json(), library.schema("preparation"))
