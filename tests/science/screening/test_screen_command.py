import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from bigsky.cli import main
from bigsky.ketamine import library

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
ELIGIBLE = EXAMPLES / "screen-eligible.json"
EXAMPLE_POLICY = library.policy_content("screening-example")
SIGNATURE = {"status": "signed", "signed_by": "Dr. Vera Test", "signed_at": "2026-01-01"}


def _screen(*arguments: object):
    return CliRunner().invoke(main, ["screen", *map(str, arguments)])


def _json(*arguments: object) -> dict:
    ran = _screen(*arguments, "--json")
    assert ran.exit_code == 0, ran.stderr
    answer = json.loads(ran.stdout)
    jsonschema.validate(answer, library.schema("screening"))
    return answer


def _write(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def _assert_refused(ran, *said: str) -> None:
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert all(words in ran.stderr for words in said), ran.stderr


@pytest.mark.parametrize(
    ("example", "outcome"),
    [
        ("screen-eligible", "eligible"),
        ("screen-needs-information", "needs-information"),
        ("screen-not-now", "not-now"),
    ],
)
def test_the_examples_come_out_as_their_names_say_under_a_signed_policy(example, outcome, tmp_path):
    case = EXAMPLES / f"{example}.json"
    jsonschema.validate(json.loads(case.read_text()), library.schema("patient-snapshot"))
    policy = _write(tmp_path, "policy.json", EXAMPLE_POLICY | SIGNATURE)
    assert _json(case, "--policy", policy, "--on", "2026-03-02")["outcome"] == outcome


@pytest.mark.hazard("H-02")
def test_without_a_policy_file_the_unsigned_example_is_used_and_says_so_loudly():
    answer = _json(ELIGIBLE)
    assert answer["outcome"] == "needs-clinician-decision"
    assert answer["policy"]["is_active"] is False
    said = _screen(ELIGIBLE).stdout
    assert "NOT IN FORCE" in said
    assert "NO SIGNED POLICY IS IN FORCE" in said


def test_people_read_shapes_words_reasons_and_sources():
    said = _screen(EXAMPLES / "screen-not-now.json").stdout
    for words in (
        "■ must not",
        "◆ needs a decision",
        "○ unknown",
        "● met",
        "192/96 mmHg",
        "Swiss ketamine label",
    ):
        assert words in said


def test_a_case_given_twice_in_one_file_is_refused(tmp_path):
    case = _write(tmp_path, "case.json", '{"age_years": 17, "age_years": 30}')
    _assert_refused(_screen(case), "given twice: age_years")


@pytest.mark.parametrize("content", ["", "[]", "{", "3", '{"a": ' * 100_000], ids=lambda text: text[:6])
def test_a_file_that_is_no_case_is_refused(content, tmp_path):
    _assert_refused(_screen(_write(tmp_path, "case.json", content)), "case.json")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    case = tmp_path / "case.json"
    case.write_bytes(b"\xff\xfe\x00")
    _assert_refused(_screen(case), "case.json: cannot be read")


def test_impossible_facts_are_all_refused_by_name(tmp_path):
    case = _write(tmp_path, "case.json", {"weight_kg": 700, "takes_maoi": "no", "colour": "blue"})
    _assert_refused(
        _screen(case), "weight_kg: 700", "25 to 350 kg", "takes_maoi: 'no'", "colour: is not a fact"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "signed"}, "signed_by"),
        ({"rules": {"CI-01": {"force": "strong"}}}, "policy.rules.CI-01"),
        ({"thresholds": {"minimum_age_years": {"value": "NaN"}}}, "policy.thresholds.minimum_age_years"),
        (SIGNATURE | {"signed_at": "2026-13-45"}, "policy: "),
        ({"effective_from": "2026-02-30"}, "policy.effective_from"),
    ],
)
def test_a_policy_that_cannot_be_read_is_refused(changes, said, tmp_path):
    _assert_refused(
        _screen(ELIGIBLE, "--policy", _write(tmp_path, "policy.json", EXAMPLE_POLICY | changes)), said
    )


def test_a_policy_may_be_toml(tmp_path):
    text = (Path(library.__file__).parent / "data/policies/screening-example.toml").read_text()
    answer = _json(ELIGIBLE, "--policy", _write(tmp_path, "policy.toml", text))
    assert answer["policy"]["policy_id"] == "SCR-EX"


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01"])
def test_a_day_in_the_future_or_long_ago_is_refused(day):
    _assert_refused(_screen(ELIGIBLE, "--on", day), f"--on: {day} is not possible; allowed is 2000-01-01 to")


def test_the_shipped_example_policy_holds_to_its_schema():
    jsonschema.validate(EXAMPLE_POLICY, library.schema("screening-policy"))
    assert json.loads(json.dumps(EXAMPLE_POLICY)) == EXAMPLE_POLICY
