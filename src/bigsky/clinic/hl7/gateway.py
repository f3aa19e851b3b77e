"""The gateway process: listener, writer and reader, started and stopped together."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from bigsky.clinic.hl7.actions import Kept, retry_failed
from bigsky.clinic.hl7.inbox_pass import read_pending
from bigsky.clinic.hl7.listener import Door, Listener
from bigsky.clinic.hl7.wire.arrival import Arrival
from bigsky.clinic.hl7.writer import Job, ReadSome, Writer

_TURN_S = 0.0005


def _read(at: datetime, may_go_on: Callable[[], bool]) -> int:
    return read_pending(at=at, may_go_on=may_go_on)


def _retry() -> None:
    retry_failed()
    connection.close()


async def listen(
    door: Door,
    *,
    opened: Callable[[int], None],
    stop: asyncio.Event | None = None,
    read_some: ReadSome = _read,
) -> None:
    """Take messages until told to stop (by SIGTERM, Ctrl-C or the event); `opened` hears the port."""
    stop = stop or asyncio.Event()
    # Reading is busy work in the writer's thread; the listener must get its turn sooner than Python's 5 ms.
    sys.setswitchinterval(_TURN_S)
    await asyncio.to_thread(_retry)
    writer = Writer(read_some=read_some, now=timezone.now)

    def submit(arrival: Arrival, done: Callable[[Kept | None], None]) -> None:
        writer.submit(Job(arrival=arrival, done=done))

    listener = Listener(door, submit=submit, now=timezone.now)
    opened(await listener.open())
    writer.start()
    _stop_on_signals(stop)
    await stop.wait()
    await listener.close()
    writer.stop()
    await asyncio.to_thread(writer.join, 5)


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Only the main thread hears signals; a test runs the gateway in another.
        with contextlib.suppress(RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
