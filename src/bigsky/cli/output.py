"""How commands speak: JSON for machines, tables for people, errors on stderr with exit code 2."""

import json
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from bigsky.ketamine.vocabulary.refusal import Refusal

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


def say_json(answer: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def refuse(*refusals: Refusal) -> NoReturn:
    """Print every refusal on stderr and leave with exit code 2."""
    for refusal in refusals:
        click.echo(f"Error: {refusal}", err=True)
    sys.exit(2)


def say_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a plain table, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(head), *cells]) for i in range(len(head))]
    click.echo("  ".join(name.rjust(width) for name, width in zip(head, widths, strict=True)))
    for row in cells:
        click.echo("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
