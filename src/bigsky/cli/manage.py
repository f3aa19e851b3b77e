"""`bigsky manage …`: Django's own commands."""

import click

from bigsky.clinic.config import processes


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def command(words: tuple[str, ...]) -> None:
    """Run one of Django's own commands, for example `bigsky manage migrate`."""
    processes.load()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["bigsky manage", *words])
