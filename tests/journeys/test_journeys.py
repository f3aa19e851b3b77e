"""Every recorded journey, asked its six questions again."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from bigsky.cli import main
from bigsky.ketamine import library
from bigsky.ketamine.journey import JOURNEY

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/input.json"))


def replay(folder, *more):
    return CliRunner().invoke(main, ["replay", str(folder), *more])


def copy_of(folder, into, name, **changed):
    for path in folder.glob("*.json"):
        (into / path.name).write_text(path.read_text("utf-8"), "utf-8")
    document = json.loads((into / name).read_text("utf-8"))
    for path, value in changed.items():
        *parents, last = path.split("__")
        place = document
        for each in parents:
            place = place[each]
        place[last] = value
    (into / name).write_text(json.dumps(document), "utf-8")
    return into


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_journey_replays_as_expected(folder):
    outcome = replay(folder, "--json")
    answer = json.loads(outcome.stdout)
    jsonschema.validate(answer, library.schema("replay"))
    jsonschema.validate(
        json.loads((folder / "input.json").read_text("utf-8")), library.schema("journey-input")
    )
    assert answer["differences"] == []
    assert outcome.exit_code == 0
    assert (folder / "story.md").read_text("utf-8").startswith("# ")


def test_there_is_a_journey_and_it_goes_through_all_six_steps():
    expected = json.loads((FOLDERS[0] / "expected.json").read_text("utf-8"))
    assert list(expected) == [question.step for question in JOURNEY]
    assert [question.step for question in JOURNEY] == [
        "intake", "screening", "planning", "infusion", "followup", "evidence",
    ]  # fmt: skip


def test_a_person_sees_which_step_differs_and_where(tmp_path):
    outcome = replay(copy_of(FOLDERS[0], tmp_path, "expected.json", planning__draw_ml="7.5"))
    assert outcome.exit_code == 1
    assert "DIFFERS      planning" in outcome.stdout
    assert "planning.draw_ml: expected '7.5', answered '0.75'" in outcome.stdout
    assert "as expected  infusion" in outcome.stdout


def test_a_step_nobody_knows_is_a_difference_too(tmp_path):
    outcome = replay(copy_of(FOLDERS[0], tmp_path, "expected.json", billing={}))
    assert outcome.exit_code == 1
    assert "billing" in outcome.stdout


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"plan__weight_kg": "700"}, "25 to 350 kg"),
        ({"plan__final_mg_per_ml": "50.1"}, "final_mg_per_ml"),
        ({"snapshot__has_wings": True}, "has_wings"),
        ({"scores__current": [3, 3]}, "answers"),
        ({"scores__scale": "phq-99"}, "phq-99"),
        (
            {"session__events": [{"event": "resume", "happened_at": "2026-03-02T09:00:00+00:00"}]},
            "allowed: Start",
        ),
        ({"on_date": 3}, "on_date"),
        ({"session__judged_at": "soon"}, "judged_at"),
        ({"session__judged_at": "2026-03-02T10:50:00"}, "time zone"),
        ({"on_date": "2026-02-31"}, "on_date"),
        ({"policies__dosing": {"hard_mg_per_kg": "lots"}}, "dosing"),
    ],
)
def test_what_cannot_be_is_refused_with_nothing_half_printed(tmp_path, changed, named):
    outcome = replay(copy_of(FOLDERS[0], tmp_path, "input.json", **changed))
    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    assert named in outcome.stderr


def test_a_folder_without_a_journey_is_refused(tmp_path):
    outcome = replay(tmp_path)
    assert outcome.exit_code == 2
    assert "expected.json" in outcome.stderr


def test_without_signed_policies_nothing_is_eligible_prompted_or_discharged(tmp_path):
    folder = copy_of(
        FOLDERS[0], tmp_path, "input.json",
        policies={"screening": {}, "dosing": {}, "monitoring": {}, "discharge": {}},
    )  # fmt: skip
    answer = json.loads(replay(folder, "--json").stdout)["answer"]
    assert answer["screening"]["outcome"] != "eligible"
    assert answer["infusion"]["prompts"] == []
    assert answer["infusion"]["discharge"]["may_discharge"] is False
