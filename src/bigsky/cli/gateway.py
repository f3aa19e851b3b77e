"""`bigsky gateway`: listen to bedside monitors."""

import asyncio
import ssl
from pathlib import Path

import click

from bigsky.cli.options import Host, Whole
from bigsky.cli.output import json_option, refuse, say_json
from bigsky.clinic.config import processes
from bigsky.ketamine.vocabulary.refusal import Refusal

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("gateway")
@click.option("--host", type=Host(), default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=2575, show_default=True, type=Whole(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--certificate", type=_FILE, default=None, help="TLS certificate (PEM); with --key.")
@click.option("--key", type=_FILE, default=None, help="TLS private key (PEM).")
@json_option
def command(host: str, port: int, certificate: Path | None, key: Path | None, *, as_json: bool) -> None:
    """Listen to bedside monitors: HL7 v2.6 ORU^R01 over MLLP.

    A message is stored before it is acknowledged, and read afterwards. Only this machine can connect
    unless --host says otherwise. Stop with Ctrl-C.
    """
    processes.load()
    _ensure_tables()
    from bigsky.clinic.hl7.gateway import listen
    from bigsky.clinic.hl7.listener import Door

    def opened(real_port: int) -> None:
        if as_json:
            say_json({"host": host, "gateway_port": real_port})
        else:
            click.echo(f"Listening to monitors on {host}:{real_port}. Stop with Ctrl-C.")

    door = Door(host=host, port=port, tls=_tls(certificate, key))
    try:
        asyncio.run(listen(door, opened=opened))
    except OSError as error:
        refuse(
            Refusal(
                field="--host, --port", reason=f"cannot listen on {host}:{port} ({error.strerror or error})"
            )
        )


def _ensure_tables() -> None:
    from django.db import DatabaseError, connection

    from bigsky.clinic.hl7 import queries

    try:
        queries.count_by_state()
    except DatabaseError as error:
        refuse(Refusal(field="database", reason=f"not ready ({error}); run `bigsky manage migrate` first"))
    finally:
        connection.close()


def _tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        refuse(Refusal(field="--certificate, --key", reason="give both or neither"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        refuse(Refusal(field="--certificate, --key", reason=f"cannot be used ({error})"))
    return context
