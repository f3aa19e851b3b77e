"""`bigsky demo`: the platform with a living demo clinic."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.request import urlopen

import click

from bigsky.cli.options import PORT, SEED, Folder, Host
from bigsky.cli.output import refuse
from bigsky.clinic.config import processes
from bigsky.ketamine.vocabulary.refusal import Refusal

_MINUTE = "%Y-%m-%dT%H:%M"
_FIRST_ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)


@click.command("demo")
@click.option("--host", type=Host(), default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=PORT, help="Port of the web pages.")
@click.option("--gateway-port", default=2575, show_default=True, type=PORT, help="Port for bedside monitors.")
@click.option(
    "--data-dir",
    type=Folder(),
    default=Path("var/demo"),
    show_default=True,
    help="Where the demo clinic is kept; delete it to begin anew.",
)
@click.option("--seed", default=7, show_default=True, type=SEED, help="Which story the dice tell.")
@click.option(
    "--anchor",
    type=click.DateTime([_MINUTE]),
    default=None,
    help="The moment (UTC) at which the story arrives; otherwise now.",
)
@click.option("--prepare-only", is_flag=True, help="Make the clinic and stop, without starting it.")
def command(
    host: str,
    port: int,
    gateway_port: int,
    data_dir: Path,
    seed: int,
    anchor: datetime | None,
    *,
    prepare_only: bool,
) -> None:
    """Start the platform with a living demo clinic: virtual patients, two infusions running now.

    The first start makes the clinic (under a minute); later starts take a few seconds. Stop with Ctrl-C.
    """
    arrival = _arrival(anchor)
    ports = processes.Ports(host=host, web=port, gateway=gateway_port)
    os.environ["BIGSKY_DEMO"] = "true"
    os.environ.setdefault("BIGSKY_PUBLIC_ADDRESS", f"http://{host}:{port}")
    processes.ensure_free(ports)
    processes.prepare(data_dir)
    _bring_to_life(seed=seed, anchor=arrival)
    if not prepare_only:
        processes.run(_parts(ports), started=lambda: _greet(ports))


def _arrival(anchor: datetime | None) -> datetime | None:
    if anchor is None:
        return None
    arrival = anchor.replace(tzinfo=UTC)
    latest = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251 - a command is the edge, where the clock is read
    if not _FIRST_ANCHOR <= arrival <= latest:
        allowed = f"{_FIRST_ANCHOR:{_MINUTE}} to {latest:{_MINUTE}}"
        refuse(Refusal(field="--anchor", reason=f"{arrival:{_MINUTE}} is not possible; allowed is {allowed}"))
    return arrival


def _bring_to_life(*, seed: int, anchor: datetime | None) -> None:
    from django.db import connections
    from django.utils import timezone

    from bigsky.clinic.demo.living import keep_alive
    from bigsky.clinic.demo.premises import is_open
    from bigsky.clinic.demo.story import tell

    begun = time.monotonic()
    at = anchor or timezone.now()
    if not is_open():
        click.echo("Making the demo clinic …")
        tell(seed=seed, anchor=at, progress=lambda line: click.echo(f"  {line}"))
    for line in keep_alive(at=timezone.now() if anchor is None else at, dice=Random(seed)):  # noqa: S311 - a story
        click.echo(f"  {line}")
    click.echo(f"The demo clinic is ready ({time.monotonic() - begun:.0f} s).")
    connections.close_all()


def _parts(ports: processes.Ports) -> list[processes.Part]:
    from bigsky.clinic.demo.premises import CHAIRS

    life = processes.Part(name="life", command=processes.bigsky("manage", "keep_alive"), gives_way=True)
    parts = [processes.web(ports), processes.gateway(ports), processes.clock(), life]
    for number, code in enumerate(CHAIRS, start=1):
        words = ("--host", ports.host, "--port", str(ports.gateway), "--chair", code, "--seed", str(number))
        minute = ("--from-minute", str(12 * number), "--every", "5")
        monitor = processes.bigsky("simulate-monitor", *words, *minute)
        parts.append(processes.Part(name=f"monitor of {code}", command=monitor, gives_way=True))
    return parts


def _wait_for(address: str) -> None:
    """Wait until the pages are there, so that nobody opens them too early."""
    for _ in range(150):
        try:
            urlopen(address, timeout=2).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return


def _greet(ports: processes.Ports) -> None:
    from bigsky.clinic.demo.premises import LOGINS, PASSWORD

    _wait_for(f"http://{ports.host}:{ports.web}/")
    click.echo(f"\n  Open  http://{ports.host}:{ports.web}/\n\n  Log in as (password: {PASSWORD} )")
    for username, who in LOGINS.items():
        click.echo(f"    {username:<8} {who}")
    click.echo(f"\n  Monitors: {ports.host}:{ports.gateway} (HL7 v2.6 over MLLP). Stop with Ctrl-C.\n")
