"""The clock: asks every fifteen seconds what has become due, until told to stop."""

import logging
import os
import signal
import threading

log = logging.getLogger(__name__)

_EVERY_S = 15.0


def main() -> None:
    """Run the `tick` command again and again; one that fails does not end the clock."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigsky.clinic.config.settings")
    import django

    django.setup()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    # The pause comes first: monitors find the gateway before anybody asks whether they are silent.
    while not stop.wait(_EVERY_S):
        _tick()


def _tick() -> None:
    from django.core.management import call_command

    try:
        call_command("tick")
    except Exception:
        log.exception("What is due could not be looked at; trying again in %d s", _EVERY_S)


if __name__ == "__main__":
    main()
