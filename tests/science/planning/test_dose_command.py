"""`bigsky dose` as a person and as a machine meet it."""

import json

import jsonschema
import pytest
from click.testing import CliRunner

from bigsky.cli import main
from bigsky.ketamine import library

CONTRACT = {
    "--weight-kg": "80",
    "--dose-mg-per-kg": "0.5",
    "--minutes": "40",
    "--vial-mg-per-ml": "50",
    "--final-mg-per-ml": "1",
}


def run(*more, **changed):
    options = {**CONTRACT, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    words = [word for pair in options.items() for word in pair]
    return CliRunner().invoke(main, ["dose", *words, *more])


def test_the_contract_command_prints_decimals_as_text():
    outcome = run("--json")
    answer = json.loads(outcome.stdout)
    expected = {
        "dose_mg": "40",
        "draw_ml": "0.80",
        "diluent_ml": "39.20",
        "total_ml": "40",
        "rate_ml_per_h": "60",
        "actual_dose_mg": "40",
    }
    assert {name: answer[name] for name in expected} == expected
    jsonschema.validate(answer, library.schema("preparation"))


def test_a_person_reads_a_label_with_its_working():
    outcome = run("--height-cm", "178", "--sex", "male", weight_kg="120")
    assert outcome.exit_code == 0
    assert "draw from vial" in outcome.stdout
    assert "Spread: 64%" in outcome.stdout
    assert "dose limits are not being watched" in outcome.stdout


def test_a_chosen_basis_is_what_the_dose_is_reckoned_on():
    outcome = run("--height-cm", "178", "--sex", "male", "--weight-basis", "ideal", "--json", weight_kg="120")
    answer = json.loads(outcome.stdout)
    assert answer["dose_mg"] == "36.59"
    assert answer["order"]["weight_basis"] == "ideal"


@pytest.mark.parametrize(
    ("changed", "field", "allowed"),
    [
        ({"weight_kg": "0"}, "weight_kg", "25 to 350 kg"),
        ({"weight_kg": "700"}, "weight_kg", "25 to 350 kg"),
        ({"dose_mg_per_kg": "50"}, "dose_mg_per_kg", "0.05 to 2 mg/kg"),
        ({"minutes": "nan"}, "minutes", "allowed is 1 to 240 min"),
        ({"minutes": "forty"}, "minutes", "allowed is 1 to 240 min"),
        ({"final_mg_per_ml": "50", "vial_mg_per_ml": "10"}, "final_mg_per_ml", "10 mg/mL"),
        ({"weight_basis": "ideal"}, "weight_basis", "height"),
    ],
)
def test_what_is_impossible_is_refused_by_name_and_range(changed, field, allowed):
    outcome = run("--json", **changed)
    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert field in outcome.stderr
    assert allowed in outcome.stderr
