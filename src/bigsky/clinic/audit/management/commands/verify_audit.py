"""`bigsky manage verify_audit`: is the audit log whole?"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bigsky.clinic.audit import chain, queries


class Command(BaseCommand):
    """Verify the chain of the audit log, in the database or in an exported file."""

    help = "Verify that no entry of the audit log was changed, taken out or cut off; exit 1 when one was."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take an export to write, or a file to verify instead of the database."""
        parser.add_argument("--export", type=Path, metavar="FILE", help="also write the log as JSON Lines")
        parser.add_argument("--file", type=Path, metavar="FILE", help="verify this export, not the database")
        parser.add_argument("--newest-hash", default="", help="the newest hash, kept apart from --file")

    def handle(self, *_args: object, **options: object) -> None:
        """Say in one sentence what was found."""
        file, export = options["file"], options["export"]
        if isinstance(file, Path):
            proof = chain.verify(_read(file), newest_hash=str(options["newest_hash"]))
        else:
            proof = queries.proof()
        if isinstance(export, Path):
            _export(export)
        if not proof.is_whole:
            raise CommandError(str(proof))
        self.stdout.write(f"{proof} Newest hash: {proof.newest_hash}")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield _entry(line, number)
    except OSError as failed:
        raise CommandError(f"{path}: {failed.strerror}") from failed


def _entry(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as failed:
        raise CommandError(f"Line {number} is not JSON.") from failed
    if not isinstance(entry, dict):
        raise CommandError(f"Line {number} is not an entry.")
    return entry


def _export(path: Path) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for entry in queries.entries():
            lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
