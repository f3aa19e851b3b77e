"""How many pages may be live at once: each holds a thread of the server, and pages must still be served."""

from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import RLock

IN_ALL = 64  # half of the server's threads
A_PERSON = 8


class NoPlaceError(Exception):
    """As many pages are live as the server bears, or as one person may have."""


class Places:
    """Counts who holds a stream open."""

    def __init__(self) -> None:
        # A generator may be thrown away while this thread is counting: the lock must let it in again.
        self._lock = RLock()
        self._taken: Counter[Hashable] = Counter()

    @contextmanager
    def taken(self, person: Hashable) -> Iterator[None]:
        """Hold one place for as long as the block runs.

        Raises:
            NoPlaceError: none is left.
        """
        with self._lock:
            if self._taken.total() >= IN_ALL or self._taken[person] >= A_PERSON:
                raise NoPlaceError
            self._taken[person] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[person] -= 1
                self._taken += Counter()  # forgets who holds none


PLACES = Places()
