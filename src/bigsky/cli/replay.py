"""`bigsky replay`: a recorded journey, asked all six questions again."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from bigsky.cli.cases.answering import answers_of
from bigsky.cli.cases.comparing import Difference, differences
from bigsky.cli.cases.reading import CaseRefusedError, case_from
from bigsky.cli.output import json_option, refuse, say_json
from bigsky.ketamine.journey import JOURNEY
from bigsky.ketamine.vocabulary.refusal import Refusal


@click.command(name="replay")
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
def command(folder: Path, *, as_json: bool) -> None:
    """Replay the journey recorded in FOLDER (input.json) and compare with its expected.json.

    Exit code 0: every answer is as expected. 1: something differs. 2: the journey cannot be read.
    """
    expected = _document(folder / "expected.json")
    try:
        answer = answers_of(case_from(_document(folder / "input.json")))
    except CaseRefusedError as refused:
        refuse(*refused.refusals)
    found = list(differences(expected, answer))
    if as_json:
        say_json(
            {
                "case": folder.name,
                "agrees": not found,
                "differences": [each.as_json() for each in found],
                "answer": answer,
            }
        )
    else:
        _say(folder.name, found)
    sys.exit(1 if found else 0)


def _document(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        refuse(Refusal(field=path.name, reason=f"cannot be read as JSON: {problem}"))
    if not isinstance(read, dict):
        refuse(Refusal(field=path.name, reason="must hold one JSON object"))
    return read


def _say(case: str, found: list[Difference]) -> None:
    click.echo(f"Journey {case}")
    asks = {question.step: question.asks for question in JOURNEY}
    elsewhere = {_step(each): "is no step of the journey" for each in found if _step(each) not in asks}
    for step, words in (asks | elsewhere).items():
        here = [each for each in found if _step(each) == step]
        click.echo(f"  {'DIFFERS    ' if here else 'as expected'}  {step}: {words}")
        for each in here:
            click.echo(f"      {each}")


def _step(difference: Difference) -> str:
    return difference.path.split(".", maxsplit=1)[0]
