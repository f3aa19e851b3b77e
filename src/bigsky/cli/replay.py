"""`bigsky replay`: a recorded journey, asked all six questions again."""

import sys
from pathlib import Path

import click

from bigsky.cli.cases.answering import answers_of
from bigsky.cli.cases.comparing import Difference, differences
from bigsky.cli.cases.document import object_in
from bigsky.cli.cases.reading import CaseRefusedError, case_from
from bigsky.cli.output import json_option, refuse, say_json
from bigsky.ketamine.journey import JOURNEY


@click.command(name="replay")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def command(folder: Path, *, as_json: bool) -> None:
    """Replay the journey recorded in FOLDER (input.json) and compare with its expected.json.

    Exit code 0: every answer is as expected. 1: something differs. 2: the journey cannot be read.
    """
    expected = object_in(folder / "expected.json")
    try:
        answer = answers_of(case_from(object_in(folder / "input.json")))
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
