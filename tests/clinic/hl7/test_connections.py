"""Nobody keeps the listener to himself: neither by dripping bytes nor by many idle connections."""

import asyncio
import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from tests.factories import NOON
from tests.interop.wire import oru

from bigsky.clinic.hl7.actions import Kept
from bigsky.clinic.hl7.listener import Door, Listener
from bigsky.clinic.hl7.wire.frame import framed

ANSWER_S = 5


def with_listener(talk, **limits):
    """Run a conversation against a listener whose disk always works."""

    async def scene():
        listener = Listener(
            Door(port=0, **limits), submit=lambda _, done: done(Kept.STORED), now=lambda: NOON
        )
        port = await listener.open()
        try:
            return await talk(port)
        finally:
            await Peer.close_all()
            await listener.close()

    # In a thread of its own: a browser's driver may keep an event loop in this one.
    with ThreadPoolExecutor(1) as own:
        return own.submit(lambda: asyncio.run(scene())).result()


class Peer:
    opened: ClassVar[list] = []

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.opened.append(self)

    @classmethod
    async def close_all(cls):
        while cls.opened:
            writer = cls.opened.pop().writer
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    @classmethod
    async def at(cls, port, *, source="127.0.0.1"):
        return cls(*await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0)))

    async def ask(self, name):
        self.writer.write(framed(oru(name)))
        return await asyncio.wait_for(self.reader.readuntil(b"\x1c\r"), ANSWER_S)

    async def is_closed(self, within_s=ANSWER_S):
        try:
            return await asyncio.wait_for(self.reader.read(1), within_s) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False


@pytest.mark.hazard("H-13")
@pytest.mark.parametrize("first", [b"\x0b", b"stray"])
def test_a_message_that_drips_must_end_in_the_time_for_the_whole(first):
    async def talk(port):
        peer = await Peer.at(port)
        began = time.monotonic()
        peer.writer.write(first)
        answer = asyncio.ensure_future(peer.reader.read())
        while not answer.done() and time.monotonic() - began < ANSWER_S:
            peer.writer.write(b"x")
            await asyncio.sleep(0.1)
        assert answer.done()
        return time.monotonic() - began, answer.result()

    lasted_s, answer = with_listener(talk, unfinished_s=0.5)

    assert lasted_s < 2
    assert b"|AR|" in answer


def test_messages_one_after_the_other_each_have_their_own_time():
    async def talk(port):
        peer = await Peer.at(port)
        # The end of one and the beginning of the next in one piece: never without a message begun.
        pieces = [framed(oru(str(number))) for number in range(8)]
        stream = b"".join(pieces)
        step = len(pieces[0]) // 2
        for start in range(0, len(stream), step):
            peer.writer.write(stream[start : start + step])
            await asyncio.sleep(0.1)
        return [await asyncio.wait_for(peer.reader.readuntil(b"\x1c\r"), ANSWER_S) for _ in pieces]

    assert all(b"MSA|AA|" in answer for answer in with_listener(talk, unfinished_s=0.5))


@pytest.mark.hazard("H-13")
def test_idle_connections_do_not_shut_out_a_monitor():
    async def talk(port):
        idle = [await Peer.at(port, source="127.0.0.2") for _ in range(4)]
        await asyncio.sleep(0.1)
        monitor = await Peer.at(port)
        assert b"MSA|AA|1" in await monitor.ask("1")
        return [await each.is_closed(within_s=0.3) for each in idle]

    assert with_listener(talk, connections=4) == [True, False, False, False]


@pytest.mark.hazard("H-13")
def test_a_monitor_that_speaks_outlives_a_flood_of_connections():
    async def talk(port):
        monitor = await Peer.at(port)
        await monitor.ask("1")
        flood = [await Peer.at(port) for _ in range(12)]
        await asyncio.sleep(0.2)
        assert b"MSA|AA|2" in await monitor.ask("2")
        return sum([not await each.is_closed(within_s=0.1) for each in flood])

    assert with_listener(talk, connections=4) == 3


def test_one_address_has_only_its_share():
    async def talk(port):
        crowd = [await Peer.at(port, source="127.0.0.2") for _ in range(5)]
        other = await Peer.at(port)
        await asyncio.sleep(0.1)
        assert b"MSA|AA|1" in await other.ask("1")
        return [await each.is_closed(within_s=0.2) for each in crowd]

    assert with_listener(talk, connections=10, a_peer=2) == [True, True, True, False, False]
