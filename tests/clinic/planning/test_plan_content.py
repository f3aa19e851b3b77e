"""A plan holds everything an infusion needs, as decimal text, and refuses what cannot be."""

from decimal import Decimal

import pytest
from tests.factories import NOON, ORDER, patient, policy_in_force, user

from bigsky.clinic.planning import queries
from bigsky.clinic.planning.actions import PlanError, draft_plan
from bigsky.clinic.planning.forecast import forecast
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def drafted(**changes):
    return draft_plan(by=user(Role.PHYSICIAN), at=NOON, patient_id=patient().pk, **{**ORDER, **changes})


def test_a_plan_holds_what_the_infusion_needs():
    for kind in ("dosing", "monitoring"):
        policy_in_force(kind)
    content = drafted(weight_kg="80", dead_volume_ml="1.4").content

    expected = {
        "weight_kg": "80",
        "weight_basis": "actual",
        "dosing_weight_kg": "80",
        "dose_mg": "40",
        "actual_dose_mg": "40",
        "draw_ml": "0.80",
        "diluent_ml": "39.20",
        "total_ml": "40",
        "final_mg_per_ml": "1",
        "rate_ml_per_h": "60",
        "minutes": "40",
        "dead_volume_ml": "1.4",
        "monitoring_profile": "infusion",
        "policies": {"dosing": "DOS-EX v1", "monitoring": "MON-EX v1"},
    }
    assert {name: content[name] for name in expected} == expected
    assert (content["prediction"]["model"], content["prediction"]["model_version"]) == ("otto-2021", "1")


def test_drug_numbers_are_text_and_survive_the_database():
    plan = drafted(weight_kg="70.3", dose_mg_per_kg="0.45")
    kept = queries.plan(plan.pk).content

    assert kept == plan.content
    assert not [name for name, value in kept.items() if isinstance(value, float)]
    assert Decimal(kept["dose_mg"]) == Decimal("31.635")


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weight_kg", "0"),
        ("weight_kg", "700"),
        ("weight_kg", "NaN"),
        ("dose_mg_per_kg", "50"),
        ("dose_mg_per_kg", "-0.5"),
        ("minutes", "0"),
        ("vial_mg_per_ml", "500"),
        ("final_mg_per_ml", "51"),
        ("height_cm", "17"),
        ("dead_volume_ml", "21"),
    ],
)
def test_an_impossible_number_is_refused_by_name(field, value):
    with pytest.raises(PlanError) as refused:
        drafted(**{field: value})

    assert [refusal.field for refusal in refused.value.refusals] == [field]


@pytest.mark.hazard("H-06")
def test_a_final_concentration_above_the_vials_is_refused():
    with pytest.raises(PlanError, match="cannot be above the vial's own 10 mg/mL"):
        drafted(vial_mg_per_ml="10", final_mg_per_ml="20")


@pytest.mark.parametrize("basis", ["", None, "lean"])
def test_no_weight_is_chosen_for_the_physician(basis):
    with pytest.raises(PlanError) as refused:
        drafted(weight_basis=basis)

    assert refused.value.refusals[0].field == "weight_basis"


def test_a_basis_that_cannot_be_known_is_refused():
    with pytest.raises(PlanError, match="height and sex"):
        drafted(weight_basis="ideal", height_cm=None)


def test_the_curve_follows_the_body_not_the_dosing_weight():
    content = drafted(weight_kg="120", height_cm="170", weight_basis="ideal").content

    assert content["prediction"]["weight_kg"] == "120"
    assert Decimal(content["dosing_weight_kg"]) < 70


def test_the_curve_says_how_it_was_made():
    shown = forecast(drafted(weight_kg="70", dose_mg_per_kg="0.5").content, picture_id="curve")

    at_end = shown.simulation.times_min.index(40.0)
    assert shown.simulation.ketamine_ng_per_ml[at_end] == pytest.approx(158.0, abs=0.1)
    assert any("outside" in departure.note for departure in shown.simulation.departures)
    assert shown.picture.table.rows


def test_the_curve_runs_as_long_as_the_pump_really_does_and_says_that_the_line_delays_it():
    content = drafted(weight_kg="71", dose_mg_per_kg="0.5", dead_volume_ml="1.33").content

    assert content["prediction"]["minutes"] == content["actual_minutes"] == "40.0376"
    assert content["prediction"]["line_delay_min"] == "1.5"


def test_a_plan_of_a_model_that_is_gone_shows_no_curve():
    content = drafted().content
    content["prediction"] |= {"model_version": "0"}

    assert forecast(content, picture_id="curve") is None
