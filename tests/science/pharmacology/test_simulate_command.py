import json

import jsonschema
import pytest
from click.testing import CliRunner

from bigsky.cli.simulate import command
from bigsky.ketamine import library

USUAL = {
    "--model": "otto-2021",
    "--weight-kg": "70",
    "--dose-mg-per-kg": "0.5",
    "--minutes": "40",
    "--at": "40,80,110,230",
}


def run(*extra, **changed):
    options = USUAL | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    arguments = [part for pair in options.items() for part in pair]
    return CliRunner().invoke(command, [*arguments, *extra])


def test_the_json_follows_its_schema_and_the_published_values():
    done = run("--json")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, library.schema("simulation"))
    assert done.exit_code == 0
    assert answer["times_min"] == [40, 80, 110, 230]
    assert answer["ketamine_ng_per_ml"] == pytest.approx([158.0, 78.8, 59.5, 26.7], abs=0.1)
    assert answer["norketamine_ng_per_ml"] == pytest.approx([47.1, 74.4, 73.2, 51.1], abs=0.1)
    assert answer["regimen"]["dose_mg"] == 35


def test_people_get_a_table_a_picture_and_the_limits_of_the_model():
    done = run()
    assert done.exit_code == 0
    assert "158.0" in done.stdout
    assert "● ketamine" in done.stdout
    assert "venous plasma" in done.stdout
    assert "Outside the model's data: 35 mg" in done.stdout
    assert "Not for dosing decisions." in done.stdout


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"weight_kg": "0"}, "weight_kg: 0 is not possible; allowed is 25 to 350 kg"),
        ({"weight_kg": "700"}, "weight_kg: 700 is not possible; allowed is 25 to 350 kg"),
        ({"weight_kg": "nan"}, "weight_kg: 'nan' is not a number; allowed is 25 to 350 kg"),
        ({"dose_mg_per_kg": "50"}, "dose_mg_per_kg: 50 is not possible; allowed is 0.05 to 2 mg/kg"),
        ({"dose_mg_per_kg": "half"}, "dose_mg_per_kg: 'half' is not a number; allowed is 0.05 to 2 mg/kg"),
        ({"minutes": "-40"}, "minutes: -40 is not possible; allowed is 1 to 240 min"),
        ({"at": "40,-1"}, "at_min: -1 is not possible; allowed is 0 to 100000 min"),
        ({"at": "40,,80"}, "at_min: '' is not a number; allowed is 0 to 100000 min"),
        ({"model": "domino"}, "model: 'domino' is not a model; known are: otto-2021"),
    ],
)
def test_bad_input_is_refused_by_name_and_allowed_range(changed, said):
    done = run("--json", **changed)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"Error: {said}" in done.stderr


def test_every_refusal_is_said_at_once():
    done = run(weight_kg="0", dose_mg_per_kg="50", minutes="abc")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 3


def test_a_picture_is_written_next_to_the_answer(tmp_path):
    file = tmp_path / "curve.svg"
    done = run("--picture", str(file))
    assert done.exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")
    assert "35 mg ketamine over 40 minutes" in file.read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_written_is_refused_and_nothing_printed(tmp_path):
    done = run("--json", "--picture", str(tmp_path / "nowhere" / "curve.svg"))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "picture: cannot be written" in done.stderr


@pytest.mark.parametrize("at", ["0", "0,1", "100000", "230,40,40"])
def test_any_allowed_moments_can_be_shown(at):
    assert run(at=at).exit_code == 0
