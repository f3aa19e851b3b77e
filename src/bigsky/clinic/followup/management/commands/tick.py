"""`bigsky manage tick`: do what is due."""

import time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bigsky.clinic.followup.clock import Done, tick
from bigsky.clinic.staff.actions import system_user

_LONGEST_S = 3600


class Command(BaseCommand):
    """One pass of everything that is due, or one every few seconds."""

    help = "Ask, deliver, prompt about what is due or silent, escalate: once, or --every."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the pause between two passes."""
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help=f"go on for ever; 1 to {_LONGEST_S}"
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Pass once, or again and again."""
        every = options["every"]
        if every is None:
            self._pass()
            return
        if not isinstance(every, float) or not 1 <= every <= _LONGEST_S:
            raise CommandError(f"--every: allowed is 1 to {_LONGEST_S} seconds.")
        while True:
            self._pass()
            time.sleep(every)

    def _pass(self) -> None:
        done = tick(by=system_user("clock"), at=timezone.now())
        said = [_said(each) for each in done if each.count or each.failures]
        if said:
            self.stdout.write("; ".join(said))


def _said(done: Done) -> str:
    return f"{done.part}: {done.count}" + (f" ({done.failures} FAILED)" if done.failures else "")
