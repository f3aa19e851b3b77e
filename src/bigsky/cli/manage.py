"""`bigsky manage …`: Django's own commands."""

import os

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def command(words: tuple[str, ...]) -> None:
    """Run one of Django's own commands, for example `bigsky manage migrate`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigsky.clinic.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["bigsky manage", *words])
