import json

import jsonschema
import pytest
from click.testing import CliRunner

from bigsky.cli import main
from bigsky.ketamine import library


def _score(*arguments: str):
    return CliRunner().invoke(main, ["score", *arguments])


def _json(*arguments: str) -> dict:
    ran = _score(*arguments, "--json")
    assert ran.exit_code == 0, ran.stderr
    answer = json.loads(ran.stdout)
    jsonschema.validate(answer, library.schema("score"))
    return answer


def test_a_complete_phq_9_is_scored():
    answer = _json("phq-9", "--answers", "3,3,3,2,2,1,1,0,1")
    assert (answer["total"], answer["band"]) == (16, "moderately severe")
    assert [finding["rule_id"] for finding in answer["findings"]] == ["PHQ9-ITEM9"]


def test_an_empty_place_is_a_missing_answer_and_no_error():
    answer = _json("phq-9", "--answers", "3,3,,2,2,1,1,0,0")
    assert (answer["total"], answer["band"], answer["missing"]) == (None, None, ["sleep"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("phq-9", "--answers", "3,3,3,2,4,1,1,0,1"),
            "item 5 (appetite): 4 is not possible; allowed is 0, 1, 2, 3",
        ),
        (("phq-9", "--answers", "3,3"), "answers: 2 given; allowed is one for each of the 9 items"),
        (("phq-9", "--answers", "3,3,x,2,2,1,1,0,0"), "answer 3: 'x' is not a whole number"),
        (("phq-2", "--answers", "3,3"), "scale: 'phq-2' is not known; known scales are phq-9, gad-7"),
    ],
)
def test_what_cannot_be_scored_is_refused_by_name(arguments, said):
    ran = _score(*arguments, "--json")
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert said in ran.stderr


def test_people_read_the_items_the_total_and_the_notice():
    said = _score("gad-7", "--answers", "1,1,1,1,1,1,").stdout
    assert "○  7. Feeling afraid as if something awful might happen" in said
    assert "Total: unknown" in said
    assert "No permission required" in said
