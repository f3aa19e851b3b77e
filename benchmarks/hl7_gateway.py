"""Our gateway against python-hl7's MLLP server: the same messages, the same store, the same run."""

import asyncio
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import click
from django.db import transaction
from hl7.mllp import HL7StreamReader, HL7StreamWriter, start_hl7_server

from benchmarks import ground
from bigsky.clinic.config import processes
from bigsky.clinic.hl7 import queries
from bigsky.clinic.hl7.actions import settle, store_batch
from bigsky.clinic.hl7.gateway import listen
from bigsky.clinic.hl7.listener import Door
from bigsky.clinic.hl7.monitor.message import Cuff, Monitor, message
from bigsky.clinic.hl7.monitor.vitals import person, vitals_at
from bigsky.clinic.hl7.wire.arrival import arrived
from bigsky.clinic.hl7.wire.frame import Frame

CONNECTIONS = 10
SECONDS = 8
OPEN_LOOP_PER_S = 200
TURNS = 3
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

Ready = Callable[[int], None]
Serve = Callable[[Ready, asyncio.Event], Awaitable[None]]


async def whole(ready: Ready, stop: asyncio.Event) -> None:
    """Listen as `bigsky gateway` does: keep, acknowledge, and read what was kept."""
    await listen(Door(port=0), opened=ready, stop=stop)


async def keeping(ready: Ready, stop: asyncio.Event) -> None:
    """Listen, keep and acknowledge; read nothing, as the other server reads nothing."""
    await listen(Door(port=0), opened=ready, stop=stop, read_some=lambda *_: 0)


async def python_hl7(ready: Ready, stop: asyncio.Event) -> None:
    """Listen with python-hl7: parse, keep one message in one transaction, acknowledge."""

    async def talk(reader: HL7StreamReader, writer: HL7StreamWriter) -> None:
        try:
            while True:
                parsed = await reader.readmessage()
                await asyncio.to_thread(_keep, str(parsed).encode())
                writer.writemessage(parsed.create_ack())
                await writer.drain()
        except asyncio.IncompleteReadError:
            writer.close()

    server = await start_hl7_server(talk, "127.0.0.1", 0, encoding="utf-8", limit=2**20)
    ready(server.sockets[0].getsockname()[1])
    await stop.wait()
    server.close()


def _keep(body: bytes) -> None:
    store_batch(arrivals=[arrived(Frame(body=body), at=NOON)])


@transaction.atomic
def _forget_unread() -> None:
    for row in queries.pending(limit=1_000_000):
        settle(raw_id=row.pk, state="read")


SERVERS: dict[str, Serve] = {"python-hl7": python_hl7, "ours, keeping": keeping, "ours, whole": whole}


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, name: str) -> None:
    vitals = vitals_at(3, person(1))
    monitor, cuff = Monitor(device_id="SIM-C1", chair_code="C1"), Cuff(vitals=vitals, measured_at=NOON)
    writer.write(b"\x0b" + message(monitor, vitals, cuff=cuff, at=NOON, control_id=name) + b"\x1c\r")
    answer = await reader.readuntil(b"\x1c\r")
    if b"MSA|AA|" not in answer and b"MSA|CA|" not in answer:
        raise RuntimeError(f"not acknowledged: {answer!r}")


async def closed_loop(port: int, label: str) -> list[float]:
    """Count acknowledgements a second of connections that each wait for their answer."""
    end = time.monotonic() + SECONDS

    async def bed(number: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        count = 0
        while time.monotonic() < end:
            await _ask(reader, writer, f"{label}{number}-{count}")
            count += 1
        writer.close()
        return count

    return [sum(await asyncio.gather(*(bed(number) for number in range(CONNECTIONS)))) / SECONDS]


async def open_loop(port: int, label: str) -> list[float]:
    """Measure from the moment a message is due to its acknowledgement: p50, p99 and worst, ms."""
    waits_ms: list[float] = []
    began = time.monotonic() + 0.5

    async def bed(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for count in range(number, OPEN_LOOP_PER_S * SECONDS, CONNECTIONS):
            due = began + count / OPEN_LOOP_PER_S
            await asyncio.sleep(max(0, due - time.monotonic()))
            await _ask(reader, writer, f"{label}{count}")
            waits_ms.append((time.monotonic() - due) * 1000)
        writer.close()

    await asyncio.gather(*(bed(number) for number in range(CONNECTIONS)))
    cuts = statistics.quantiles(waits_ms, n=100)
    return [cuts[49], cuts[98], max(waits_ms)]


LOOPS = {"closed": closed_loop, "open": open_loop}


def measured(serve: Serve, loop: str, label: str) -> list[float]:
    """Run one measurement against one server, its client in a process of its own."""
    opened = threading.Event()
    found: dict[str, int] = {}
    stops: list[Callable[[], object]] = []

    def ready(port: int) -> None:
        found["port"] = port
        opened.set()

    async def main() -> None:
        stop, own_loop = asyncio.Event(), asyncio.get_running_loop()
        stops.append(lambda: own_loop.call_soon_threadsafe(stop.set))
        await serve(ready, stop)

    server = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    server.start()
    opened.wait(20)
    words = ["--client", loop, "--port", str(found["port"]), "--label", label]
    client = [sys.executable, "-m", "benchmarks.hl7_gateway", *words]
    out = subprocess.run(client, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves
    stops[0]()
    server.join(20)
    _forget_unread()
    return [float(word) for word in out.split()]


@click.command()
@click.option("--client", default="", hidden=True)
@click.option("--port", default=0, hidden=True)
@click.option("--label", default="", hidden=True)
def main(client: str, port: int, label: str) -> None:
    """Compare in turns, so that the machine's moods fall on all alike."""
    if client:
        click.echo(" ".join(str(value) for value in asyncio.run(LOOPS[client](port, label))))
        return
    processes.prepare()
    click.echo(f"{ground.machine}; {CONNECTIONS} connections, {SECONDS} s each, {TURNS} turns")
    rates: dict[str, list[float]] = {name: [] for name in SERVERS}
    for turn in range(TURNS):
        for number, (name, serve) in enumerate(SERVERS.items()):
            rates[name] += measured(serve, "closed", f"c{turn}{number}-")
    for name, values in rates.items():
        ratio = statistics.median(values) / statistics.median(rates["python-hl7"])
        click.echo(
            f"{name:14} {' '.join(f'{value:4.0f}' for value in values)} acknowledged/s, ratio {ratio:.2f}"
        )
    for number, (name, serve) in enumerate(SERVERS.items()):
        p50, p99, worst = measured(serve, "open", f"o{number}-")
        click.echo(f"{name:14} at {OPEN_LOOP_PER_S}/s: p50 {p50:.1f}, p99 {p99:.1f}, worst {worst:.1f} ms")


if __name__ == "__main__":
    main()
