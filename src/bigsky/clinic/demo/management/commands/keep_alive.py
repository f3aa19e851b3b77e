"""`bigsky manage keep_alive`: the demo clinic's nurses at work."""

import time
from random import Random

from django.core.management.base import BaseCommand
from django.utils import timezone

from bigsky.clinic.demo.living import keep_alive

_EVERY_S = 30.0


class Command(BaseCommand):
    """Do what the demo clinic's nurses would do, again and again."""

    help = "Keep the demo clinic alive until stopped."

    def handle(self, *_args: object, **_options: object) -> None:
        """Look every half minute."""
        dice = Random()  # noqa: S311 - a story, not a key
        while True:
            time.sleep(_EVERY_S)
            for line in keep_alive(at=timezone.now(), dice=dice):
                self.stdout.write(line)
