"""The MLLP listener: takes any bytes, answers every message, never stops because of one."""

import asyncio
import contextlib
import logging
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bigsky.clinic.hl7.actions import Kept
from bigsky.clinic.hl7.connections import Connection, Connections
from bigsky.clinic.hl7.wire.answer import Reply, Verdict, answers
from bigsky.clinic.hl7.wire.arrival import Arrival, arrived
from bigsky.clinic.hl7.wire.frame import BODY_LIMIT, Frame, Frames, Shape, framed

log = logging.getLogger(__name__)

_READ_AT_ONCE = 65_536
Submit = Callable[[Arrival, Callable[[Kept | None], None]], None]


@dataclass(frozen=True, kw_only=True)
class Door:
    """Where to listen, and how much to bear."""

    host: str = "127.0.0.1"
    port: int = 2575
    tls: ssl.SSLContext | None = None
    body_limit: int = BODY_LIMIT
    unfinished_s: float = 30  # a message that began must end within this time, however its bytes drip
    quiet_s: float = 3600  # a connection on which nothing comes is closed
    in_flight: int = 1000  # messages waiting for the disk; beyond it nobody is read from
    connections: int = 256
    a_peer: int = 64  # of one address


class Listener:
    """Serves every connection: frames in, acknowledgements out, in order."""

    def __init__(self, door: Door, *, submit: Submit, now: Callable[[], datetime]) -> None:
        self._door = door
        self._submit = submit
        self._now = now
        self._room = asyncio.Semaphore(door.in_flight)
        self._connections = Connections(in_all=door.connections, a_peer=door.a_peer)
        self._server: asyncio.Server | None = None

    async def open(self) -> int:
        """Begin to listen and give the port."""
        self._server = await asyncio.start_server(
            self._welcome, self._door.host, self._door.port, ssl=self._door.tls
        )
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self, *, grace_s: float = 2.0) -> None:
        """Stop listening; what is not acknowledged by then will be sent again."""
        if self._server is not None:
            self._server.close()
        tasks = self._connections.tasks()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=grace_s)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("A connection is served by a task.")
        peer = str((writer.get_extra_info("peername") or ("somewhere",))[0])
        connection = Connection(peer=peer, task=task, writer=writer, heard_at=_now_s())
        self._connections.admit(connection)
        try:
            await self._converse(reader, connection)
        except (OSError, TimeoutError) as error:
            log.info("A connection ended: %s", error or type(error).__name__)
        except asyncio.CancelledError:
            log.info("A connection is closed: the gateway stops or needs the place")
        except Exception:
            log.exception("A connection failed")
        finally:
            self._connections.leave(connection)
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()

    async def _converse(self, reader: asyncio.StreamReader, connection: Connection) -> None:
        frames = Frames(body_limit=self._door.body_limit)
        began_at: float | None = None
        while True:
            data = await self._next_bytes(reader, began_at=began_at)
            taken = frames.feed(data) if data else frames.end()
            await self._answer(taken, connection.writer)
            if not data:
                return
            # What is too long is answered before it ends: it has not ended by that.
            has_ended = any(frame.shape is not Shape.TOO_LONG for frame in taken)
            if has_ended:
                connection.heard(_now_s())
            if not frames.is_unfinished:
                began_at = None
            elif began_at is None or has_ended:
                began_at = _now_s()

    async def _next_bytes(self, reader: asyncio.StreamReader, *, began_at: float | None) -> bytes:
        """Read on; nothing at the end of the connection or of patience."""
        patience_s = self._door.quiet_s
        if began_at is not None:
            patience_s = max(0.0, began_at + self._door.unfinished_s - _now_s())
        try:
            return await asyncio.wait_for(reader.read(_READ_AT_ONCE), patience_s)
        except (TimeoutError, ConnectionError):
            return b""

    async def _answer(self, taken: list[Frame], writer: asyncio.StreamWriter) -> None:
        waiting = [await self._hand_over(frame) for frame in taken]
        for arrival, fate in waiting:
            kept = await fate
            for answer in answers(arrival.header, self._reply(arrival, kept)):
                writer.write(framed(answer))
        if waiting:
            await asyncio.wait_for(writer.drain(), self._door.unfinished_s)

    async def _hand_over(self, frame: Frame) -> tuple[Arrival, "asyncio.Future[Kept | None]"]:
        await self._room.acquire()
        arrival = arrived(frame, at=self._now())
        loop = asyncio.get_running_loop()
        fate: asyncio.Future[Kept | None] = loop.create_future()

        def tell(kept: Kept | None) -> None:
            self._room.release()
            if not fate.done():
                fate.set_result(kept)

        def tell_from_writer(kept: Kept | None) -> None:
            # A loop that has closed has nobody left to tell.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, kept)

        self._submit(arrival, tell_from_writer)
        return arrival, fate

    def _reply(self, arrival: Arrival, kept: Kept | None) -> Reply:
        if kept is None:
            verdict, text = Verdict.FAILED, "the message could not be stored; send it again"
        elif arrival.problem:
            verdict, text = Verdict.REJECTED, arrival.problem
        else:
            verdict, text = Verdict.ACCEPTED, ""
        return Reply(verdict=verdict, text=text, at=self._now(), control_id=secrets.token_hex(8))


def _now_s() -> float:
    return asyncio.get_running_loop().time()
