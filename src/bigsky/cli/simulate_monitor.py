"""`bigsky simulate-monitor`: a virtual bedside monitor on a real wire."""

import re
import signal
import threading
from dataclasses import asdict
from datetime import UTC, datetime

import click

from bigsky.cli.options import PORT, SEED, Host, Number
from bigsky.cli.output import json_option, refuse, say_json, say_table
from bigsky.clinic.hl7.monitor.message import Monitor, device_of
from bigsky.clinic.hl7.monitor.playing import Play, messages
from bigsky.clinic.hl7.monitor.sender import Sender, Tally
from bigsky.ketamine.vocabulary.refusal import Refusal

_NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")


@click.command("simulate-monitor")
@click.option("--host", type=Host(), default="127.0.0.1", show_default=True, help="Address of the gateway.")
@click.option("--port", default=2575, show_default=True, type=PORT, help="Port of the gateway.")
@click.option("--chair", required=True, help="Code of the chair where the monitor stands, such as C1.")
@click.option("--device", default=None, help="Id of the monitor; otherwise SIM-<chair>.")
@click.option(
    "--every",
    default=10.0,
    show_default=True,
    type=Number(0.01, 3600),
    help="Seconds between messages.",
)
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=Number(0.01, 1000),
    help="Faster than the clock.",
)
@click.option(
    "--from-minute",
    default=0.0,
    show_default=True,
    type=Number(-60, 600),
    help="Minute to begin at.",
)
@click.option("--minutes", default=None, type=Number(0, 1440), help="Minutes to play; otherwise no end.")
@click.option("--seed", default=1, show_default=True, type=SEED, help="Which virtual person.")
@json_option
def command(
    host: str, port: int, chair: str, device: str | None, every: float, speed: float, from_minute: float,
    minutes: float | None, seed: int, *, as_json: bool,
) -> None:  # fmt: skip
    """Play a bedside monitor for a virtual patient.

    Sends HL7 messages to the gateway, waits for each acknowledgement, connects again when the line
    breaks, and sends again what was not acknowledged. Pressure and pulse rise and fall with the minute
    of the infusion; times are now.
    """
    device_id = device or device_of(chair)
    _ensure_plain(("--chair", chair), ("--device", device_id))
    play = Play(
        monitor=Monitor(device_id=device_id, chair_code=chair),
        every_s=every,
        speed=speed,
        from_minute=from_minute,
        minutes=minutes,
        seed=seed,
    )
    tally = _play(play, host, port)
    _say(tally, as_json=as_json)


def _ensure_plain(*names: tuple[str, str]) -> None:
    reason = "letters, digits, point, dash and underscore, at most 40"
    refusals = [
        Refusal(field=option, reason=f"{name!r}: {reason}")
        for option, name in names
        if not _NAME.fullmatch(name)
    ]
    if refusals:
        refuse(*refusals)


def _play(play: Play, host: str, port: int) -> Tally:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sender = Sender(host=host, port=port, stop=stop, trouble=_warn)
    for body in messages(play, now=lambda: datetime.now(UTC), stop=stop):  # noqa: TID251 - the edge: a real monitor has a clock
        sender.send(body)
    sender.close()
    return sender.tally


def _warn(what: str) -> None:
    click.echo(f"No answer from the gateway ({what}); trying again", err=True)


def _say(tally: Tally, *, as_json: bool) -> None:
    if as_json:
        say_json(asdict(tally))
        return
    rows = [(name.replace("_", " "), count) for name, count in asdict(tally).items()]
    say_table(("messages", "count"), rows)
