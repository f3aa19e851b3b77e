"""The one thread that reads the tables for all open pages."""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Thread

from django.db import DatabaseError, connection

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.live import news

log = logging.getLogger(__name__)
EVERY_S = 0.5
FIRST_LOOK_S = 5.0
KEPT = 120  # a page that falls further behind is told to start again


class Tail:
    """Reads while somebody listens; each chunk of bytes goes to every listener.

    It stops with its last listener, so that nothing holds a database connection for nobody.
    """

    def __init__(self) -> None:
        self._news = Condition()
        self._chunks: deque[tuple[int, bytes]] = deque(maxlen=KEPT)
        self._number = 0
        self._listeners = 0
        self._thread: Thread | None = None
        self._is_reading = False

    @contextmanager
    def listening(self) -> Iterator["Listener"]:
        """Count as somebody who listens; the first one starts the thread and waits until it reads."""
        with self._news:
            self._listeners += 1
            if self._thread is None:
                self._thread = Thread(target=self._run, name="live-tail", daemon=True)
                self._thread.start()
            listener = Listener(self, self._number)
            self._news.wait_for(lambda: self._is_reading, timeout=FIRST_LOOK_S)
        try:
            yield listener
        finally:
            with self._news:
                self._listeners -= 1
                self._news.notify_all()

    def after(self, number: int, timeout_s: float) -> tuple[int, bytes]:
        """Wait for chunks after a number; nothing within the time gives no bytes."""
        with self._news:
            self._news.wait_for(lambda: self._number > number, timeout=timeout_s)
            return self._number, b"".join(chunk for each, chunk in self._chunks if each > number)

    @property
    def listeners(self) -> int:
        """Say how many pages listen."""
        return self._listeners

    def _run(self) -> None:
        reader = Reader()
        try:
            while self._is_wanted():
                self._say(_read(reader), is_reading=reader.marks is not None)
                with self._news:
                    self._news.wait_for(lambda: self._listeners == 0, timeout=EVERY_S)
        finally:
            connection.close()

    def _is_wanted(self) -> bool:
        with self._news:
            if self._listeners == 0:
                self._thread, self._is_reading = None, False
                return False
            return True

    def _say(self, chunk: bytes, *, is_reading: bool) -> None:
        with self._news:
            self._is_reading = is_reading
            self._number += 1
            self._chunks.append((self._number, chunk))
            self._news.notify_all()


class Listener:
    """One page's place in the stream."""

    def __init__(self, tail: Tail, number: int) -> None:
        self._tail, self._number = tail, number

    def wait(self, timeout_s: float) -> bytes:
        """Give what is new since the last call."""
        self._number, chunk = self._tail.after(self._number, timeout_s)
        return chunk


class Reader:
    """Remembers what was already told."""

    def __init__(self) -> None:
        self.last_id = 0
        self.seen: set[int] = set()
        self.marks: dict[str, str] | None = None

    def read(self) -> bytes:
        """Read what is new; always ends with a beat, which says that reading works."""
        if self.marks is None:
            self.last_id = queries.newest_observation_id()
            self.seen = {row.pk for row in news.newer_observations(self.last_id, set())}
        return self._observations() + self._changes() + news.beat()

    def _observations(self) -> bytes:
        rows = news.newer_observations(self.last_id, self.seen)
        if not rows:
            return b""
        self.last_id = max(self.last_id, *(row.pk for row in rows))
        self.seen = {each for each in self.seen if each > self.last_id - news.OVERLAP}
        self.seen |= {row.pk for row in rows}
        return news.observations(rows)

    def _changes(self) -> bytes:
        before, self.marks = self.marks, news.marks()
        if before is None or before == self.marks:
            return b""
        keys = before.keys() | self.marks.keys()
        changed = sorted(key for key in keys if before.get(key) != self.marks.get(key))
        return news.message("sessions", changed)


def _read(reader: Reader) -> bytes:
    try:
        return reader.read()
    except DatabaseError:
        # No beat: the pages notice and say that their numbers are no longer live.
        log.exception("The live tail could not read the tables; it tries again")
        connection.close()
        return b": cannot read\n\n"


TAIL = Tail()
