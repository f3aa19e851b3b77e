"""Who is connected: at a limit the longest idle one goes, so that a monitor can come in."""

import asyncio
import logging
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(eq=False, kw_only=True)
class Connection:
    """One open connection, and when a message last ended on it."""

    peer: str
    task: asyncio.Task[None]
    writer: asyncio.StreamWriter
    heard_at: float
    has_spoken: bool = False

    def heard(self, at: float) -> None:
        """Note that a message ended."""
        self.has_spoken, self.heard_at = True, at


class Connections:
    """Every open connection, within a limit in all and one for each peer address."""

    def __init__(self, *, in_all: int, a_peer: int) -> None:
        self._in_all, self._a_peer = in_all, a_peer
        self._open: set[Connection] = set()

    def admit(self, newcomer: Connection) -> None:
        """Let a connection in; where a limit is reached, the longest idle one goes instead."""
        from_there = {each for each in self._open if each.peer == newcomer.peer}
        if len(from_there) >= self._a_peer:
            self._drop(_most_idle(from_there))
        elif len(self._open) >= self._in_all:
            self._drop(_most_idle(self._open))
        self._open.add(newcomer)

    def leave(self, connection: Connection) -> None:
        """Forget a connection that ended."""
        self._open.discard(connection)

    def tasks(self) -> set[asyncio.Task[None]]:
        """Give what runs for each connection."""
        return {each.task for each in self._open}

    def _drop(self, connection: Connection) -> None:
        log.warning("Too many connections: the longest idle one, from %s, is closed", connection.peer)
        self._open.discard(connection)
        # At once: what waits to be written may wait for ever.
        connection.writer.transport.abort()
        connection.task.cancel()


def _most_idle(connections: set[Connection]) -> Connection:
    """Choose one that never sent a whole message before one that did: monitors speak."""
    return min(connections, key=lambda each: (each.has_spoken, each.heard_at))
