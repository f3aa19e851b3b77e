"""`bigsky serve`: the whole platform on this machine."""

from pathlib import Path

import click

from bigsky.cli.output import json_option, refuse, say_json
from bigsky.clinic.config import processes
from bigsky.ketamine.vocabulary.refusal import Refusal

_PORT = click.IntRange(1, 65535)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=_PORT, help="Port of the web pages.")
@click.option(
    "--gateway-port",
    default=2575,
    show_default=True,
    type=_PORT,
    help="Port for bedside monitors (HL7 v2, MLLP).",
)
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where the records are kept; otherwise BIGSKY_DATA_DIR, otherwise ./var.",
)
@json_option
def command(host: str, port: int, gateway_port: int, data_dir: Path | None, *, as_json: bool) -> None:
    """Start the platform: web pages, gateway for monitors, and the clock that looks for what is due.

    Brings the tables up to date first. A part that crashes is started again. Stop all with Ctrl-C.
    """
    ports = processes.Ports(host=host, web=port, gateway=gateway_port)
    try:
        processes.ensure_free(ports)
        processes.prepare(data_dir)
    except (processes.PortTakenError, processes.AlreadyRunningError) as error:
        refuse(Refusal(field="serve", reason=str(error)))

    def started() -> None:
        if as_json:
            say_json({"host": host, "web_port": port, "gateway_port": gateway_port})
        else:
            click.echo(
                f"Web pages: http://{host}:{port}/   Monitors: {host}:{gateway_port}   Stop with Ctrl-C."
            )

    processes.run([processes.web(ports), processes.gateway(ports), processes.clock()], started=started)
