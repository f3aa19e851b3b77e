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
from bigsky.clinic.hl7.wire.answer import Reply, Verdict, answers
from bigsky.clinic.hl7.wire.arrival import Arrival, arrived
from bigsky.clinic.hl7.wire.frame import BODY_LIMIT, Frame, Frames, framed

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
    unfinished_s: float = 30  # a message that began must end within this time
    quiet_s: float = 3600  # a connection on which nothing comes is closed
    in_flight: int = 1000  # messages waiting for the disk; beyond it nobody is read from
    connections: int = 256


class Listener:
    """Serves every connection: frames in, acknowledgements out, in order."""

    def __init__(self, door: Door, *, submit: Submit, now: Callable[[], datetime]) -> None:
        self._door = door
        self._submit = submit
        self._now = now
        self._room = asyncio.Semaphore(door.in_flight)
        self._tasks: set[asyncio.Task[None]] = set()
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
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace_s)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._tasks) >= self._door.connections:
            log.warning("Too many connections: one is turned away")
            writer.close()
            return
        self._tasks.add(task)
        try:
            await self._converse(reader, writer)
        except (OSError, TimeoutError) as error:
            log.info("A connection ended: %s", error or type(error).__name__)
        except asyncio.CancelledError:
            log.info("A connection is closed because the gateway stops")
        except Exception:
            log.exception("A connection failed")
        finally:
            self._tasks.discard(task)
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        frames = Frames(body_limit=self._door.body_limit)
        while True:
            data = await self._next_bytes(reader, is_unfinished=frames.is_unfinished)
            taken = frames.feed(data) if data else frames.end()
            await self._answer(taken, writer)
            if not data:
                return

    async def _next_bytes(self, reader: asyncio.StreamReader, *, is_unfinished: bool) -> bytes:
        """Read on; nothing at the end of the connection or of patience."""
        patience_s = self._door.unfinished_s if is_unfinished else self._door.quiet_s
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
