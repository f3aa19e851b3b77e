"""`bigsky manage replay_inbox`: read every kept message again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from bigsky.clinic.hl7 import inbox_pass, queries


class Command(BaseCommand):
    """Read the whole inbox again; what was recorded before is not recorded twice."""

    help = "Read every kept HL7 message again, also those that failed. Nothing is recorded twice."

    def handle(self, *_args: object, **_options: object) -> None:
        """Read, then say how many and what still fails."""
        count = inbox_pass.replay(at=timezone.now())
        failed = queries.count_by_state()["failed"]
        self.stdout.write(f"{count} messages read again, {failed} failed.")
