"""One thread writes: it drains its queue into one transaction and answers only after the commit."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from bigsky.clinic.hl7.actions import Kept, store_batch
from bigsky.clinic.hl7.wire.arrival import Arrival

log = logging.getLogger(__name__)

_AT_A_TIME = 64
_IDLE_S = 1.0
_AFTER_FAILURE_S = 0.2
_BUSY_FOR_S = 1.0

Store = Callable[[Sequence[Arrival]], list[Kept]]
# When, and whether to go on after each message (nobody waits to be kept) → how many were read.
ReadSome = Callable[[datetime, Callable[[], bool]], int]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A message to keep, and whom to tell; `None` says that it could not be kept."""

    arrival: Arrival
    done: Callable[[Kept | None], None]


def _store(arrivals: Sequence[Arrival]) -> list[Kept]:
    return store_batch(arrivals=arrivals)


class Writer(threading.Thread):
    """Keeps messages, and reads the kept ones whenever none is waiting to be kept."""

    def __init__(self, *, read_some: ReadSome, now: Callable[[], datetime], store: Store = _store) -> None:
        super().__init__(name="hl7-writer", daemon=True)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._read_some = read_some
        self._store = store
        self._now = now
        self._has_unread = True  # what an earlier process kept and did not come to read
        self._read_next_at = self._kept_at = -_BUSY_FOR_S

    def submit(self, job: Job) -> None:
        """Hand over a message; returns at once."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Keep what was handed over so far, then end."""
        self._jobs.put(None)

    def run(self) -> None:
        """Alternate between keeping and reading until told to stop."""
        is_running = True
        while is_running:
            jobs, is_running = self._waiting(wait_s=self._patience_s())
            if jobs:
                self._keep(jobs)
                self._kept_at = time.monotonic()
                self._has_unread = True
            if is_running and self._has_unread and time.monotonic() >= self._read_next_at:
                self._read()
        connection.close()

    def _patience_s(self) -> float:
        return max(0.0, self._read_next_at - time.monotonic()) if self._has_unread else _IDLE_S

    def _waiting(self, *, wait_s: float) -> tuple[list[Job], bool]:
        jobs: list[Job] = []
        try:
            job = self._jobs.get(block=wait_s > 0, timeout=wait_s or None)
            while job is not None and len(jobs) < _AT_A_TIME - 1:
                jobs.append(job)
                job = self._jobs.get_nowait()
        except queue.Empty:
            return jobs, True
        return ([*jobs, job], True) if job is not None else (jobs, False)

    def _keep(self, jobs: list[Job]) -> None:
        try:
            kept: list[Kept] | list[None] = self._store([job.arrival for job in jobs])
        except Exception:
            log.exception("Keeping %d messages failed", len(jobs))
            connection.close()
            if len(jobs) > 1:
                # One message that cannot be kept must not cost its neighbours theirs.
                for job in jobs:
                    self._keep([job])
                return
            kept = [None]
        for job, fate in zip(jobs, kept, strict=True):
            job.done(fate)

    def _read(self) -> None:
        began_at = time.monotonic()
        try:
            self._has_unread = self._read_some(self._now(), self._jobs.empty) > 0
        except Exception:
            log.exception("Reading kept messages failed; trying again")
            connection.close()
            self._read_next_at = began_at + _AFTER_FAILURE_S
            return
        now = time.monotonic()
        # While messages come in, at most a third of the time goes to reading: acknowledging comes first.
        is_busy = now - self._kept_at < _BUSY_FOR_S
        self._read_next_at = now + 2 * (now - began_at) if is_busy else now
