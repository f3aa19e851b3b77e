"""`bigsky score`: the total of a rating scale, or what is missing for it."""

import re

import click

from bigsky.cli.output import json_option, refuse, say_json
from bigsky.ketamine.scales.registry import ALL_SCALES, scale_named
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import ScaleScore, answers_in_order, score
from bigsky.ketamine.vocabulary.refusal import Refusal

_WHOLE = re.compile(r"-?[0-9]{1,9}")


@click.command(
    "score",
    help=f"""Score a rating scale: {", ".join(scale.key for scale in ALL_SCALES)}.

    A missing answer gives no total, never a smaller sum: leave its place empty (3,,2,…).
    """,
)
@click.argument("scale_key", metavar="SCALE")
@click.option("--answers", required=True, help="Answers in the order of the items: 3,3,3,2,2,1,1,0,1")
@json_option
def command(scale_key: str, answers: str, *, as_json: bool) -> None:
    """Read, score, print."""
    scale = scale_named(scale_key)
    if isinstance(scale, Refusal):
        refuse(scale)
    scored = _scored(scale, answers)
    if not isinstance(scored, ScaleScore):
        refuse(*scored)
    if as_json:
        say_json(scored.as_json())
    else:
        _say(scale, scored)


def _scored(scale: Scale, answers: str) -> ScaleScore | tuple[Refusal, ...]:
    values = [_answer(position, text.strip()) for position, text in enumerate(answers.split(","), start=1)]
    refusals = tuple(value for value in values if isinstance(value, Refusal))
    if refusals:
        return refusals
    by_item = answers_in_order(scale, [value for value in values if not isinstance(value, Refusal)])
    return (by_item,) if isinstance(by_item, Refusal) else score(scale, by_item)


def _answer(position: int, text: str) -> int | Refusal | None:
    if not text:
        return None
    if _WHOLE.fullmatch(text):
        return int(text)
    return Refusal(field=f"answer {position}", reason=f"{text!r} is not a whole number")


def _say(scale: Scale, scored: ScaleScore) -> None:
    click.echo(scale.title)
    for number, (key, value) in enumerate(scored.answers, start=1):
        click.echo(f"  {'○' if value is None else value}  {number}. {scale.item(key).text or key}")
    total = "unknown" if scored.total is None else f"{scored.total} of {scale.highest_total}"
    click.echo(f"\nTotal: {total}" + (f" ({scored.band})" if scored.band else ""))
    if scored.missing:
        click.echo(f"○ unknown: not answered: {', '.join(scored.missing)}")
    for finding in scored.findings:
        click.echo(f"◆ {finding.reason}")
    click.echo(f"\n{scale.notice}")
