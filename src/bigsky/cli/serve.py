"""`bigsky serve`: the whole platform on this machine."""

from pathlib import Path

import click

from bigsky.cli.options import PORT, Folder, Host
from bigsky.cli.output import json_option, say_json
from bigsky.clinic.config import processes

_FIRST_PERSON = """
  Nobody works in this clinic yet. In a second terminal, with the same data folder:

    .venv/bin/bigsky add-director --username vera --first-name Vera --last-name Example --credentials MD
"""


@click.command("serve")
@click.option("--host", type=Host(), default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=PORT, help="Port of the web pages.")
@click.option(
    "--gateway-port",
    default=2575,
    show_default=True,
    type=PORT,
    help="Port for bedside monitors (HL7 v2, MLLP).",
)
@click.option(
    "--data-dir",
    type=Folder(),
    default=None,
    help="Where the records are kept; otherwise BIGSKY_DATA_DIR, otherwise ./var.",
)
@json_option
def command(host: str, port: int, gateway_port: int, data_dir: Path | None, *, as_json: bool) -> None:
    """Start the platform: web pages, gateway for monitors, and the clock that looks for what is due.

    Brings the tables up to date first. A part that crashes is started again. Stop all with Ctrl-C.
    """
    ports = processes.Ports(host=host, web=port, gateway=gateway_port)
    processes.ensure_free(ports)
    processes.prepare(data_dir)
    is_empty = _nobody_works_here()

    def started() -> None:
        if as_json:
            say_json({"host": host, "web_port": port, "gateway_port": gateway_port})
        else:
            click.echo(
                f"Web pages: http://{host}:{port}/   Monitors: {host}:{gateway_port}   Stop with Ctrl-C."
            )
            if is_empty:
                click.echo(_FIRST_PERSON)

    processes.run([processes.web(ports), processes.gateway(ports), processes.clock()], started=started)


def _nobody_works_here() -> bool:
    from django.db import connections

    from bigsky.clinic.staff.queries import has_staff

    found = has_staff()
    # The parts are processes of their own; none inherits an open database.
    connections.close_all()
    return not found
