"""`bigsky docs`: write the generated pages of docs/reference."""

import sys
from pathlib import Path

import click

from bigsky.cli.options import Folder
from bigsky.cli.reference import PAGES


@click.command()
@click.option(
    "--folder",
    type=Folder(),
    default=Path("docs/reference"),
    show_default=True,
    help="Where the pages go.",
)
@click.option("--check", is_flag=True, help="Write nothing; leave with 1 when a page is out of date.")
def command(folder: Path, *, check: bool) -> None:
    """Write the reference pages that are made from the code."""
    folder.mkdir(parents=True, exist_ok=True)
    stale = [name for name, make in PAGES.items() if _is_stale(folder / name, make())]
    for name in stale:
        if check:
            click.echo(f"{folder / name} is out of date; run `make docs`.", err=True)
        else:
            (folder / name).write_text(PAGES[name](), encoding="utf-8")
            click.echo(f"wrote {folder / name}")
    if check and stale:
        sys.exit(1)


def _is_stale(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text
