"""Plays a whole visit: a message every few seconds, the cuff every few minutes."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bigsky.clinic.hl7.monitor.message import Cuff, Monitor, message
from bigsky.clinic.hl7.monitor.vitals import person, vitals_at

_CUFF_EVERY_MINUTES = 5.0


@dataclass(frozen=True, kw_only=True)
class Play:
    """How to play: minutes count from the start of the infusion, `speed` times as fast as the clock."""

    monitor: Monitor
    every_s: float = 10.0
    speed: float = 1.0
    from_minute: float = 0.0
    minutes: float | None = None
    seed: int = 1


def messages(play: Play, *, now: Callable[[], datetime], stop: threading.Event) -> Iterator[bytes]:
    """Give each message when it is due, stamped with the real time."""
    who = person(play.seed)
    began_at = now()
    # Distinct in each run, so that a restarted monitor does not use an id twice.
    run = f"{int(began_at.timestamp() * 1000):x}"
    cuff: Cuff | None = None
    cuff_minute = 0.0
    number = 0
    while not stop.is_set():
        at = now()
        minute = play.from_minute + (at - began_at).total_seconds() * play.speed / 60
        if play.minutes is not None and minute - play.from_minute > play.minutes:
            return
        vitals = vitals_at(minute, who)
        if cuff is None or minute - cuff_minute >= _CUFF_EVERY_MINUTES:
            cuff, cuff_minute = Cuff(vitals=vitals, measured_at=at), minute
        number += 1
        yield message(play.monitor, vitals, cuff=cuff, at=at, control_id=f"{run}-{number:x}")
        due_in_s = number * play.every_s / play.speed - (now() - began_at).total_seconds()
        stop.wait(max(0.0, due_in_s))
