"""Reference pages of the platform."""

import ast
from collections.abc import Iterator
from importlib.resources import files

import click

from bigsky.cli.reference.markdown import page, table

# What each setting is for; a setting without a line here fails the page.
MEANING = {
    "BIGSKY_DATA_DIR": "Where the database, the secret key and collected files live.",
    "BIGSKY_DATABASE_URL": "PostgreSQL instead of embedded SQLite: `postgresql://user:word@host/name`.",
    "BIGSKY_DEBUG": "Show errors in the browser. Never with real people's data.",
    "BIGSKY_DEMO": "Mark every page as a demo clinic.",
    "BIGSKY_STAFF_NEED_SECOND_FACTOR": "Members of staff set up a second factor before they see a chart.",
    "BIGSKY_HTTPS": "Served behind HTTPS: secure cookies, redirect, HSTS.",
    "BIGSKY_SECRET_KEY": "The secret key; made once and kept in the data folder when empty.",
    "BIGSKY_ALLOWED_HOSTS": "The host names under which the clinic is reached.",
    "BIGSKY_TRUSTED_ORIGINS": "Origins trusted for forms, with their scheme, when behind a proxy.",
    "BIGSKY_GATEWAY_TIME_ZONES": "Zones of gateways whose times have none, by MSH-3: `VSP=Europe/Oslo`.",
    "BIGSKY_TIME_ZONE": "The clinic's time zone.",
    "BIGSKY_CRISIS_LINE_NAME": "The crisis line's name, shown wherever somebody may need it.",
    "BIGSKY_CRISIS_LINE_NUMBER": "The crisis line's number.",
    "BIGSKY_EMERGENCY_NUMBER": "The local emergency number.",
    "BIGSKY_CLINIC_NAME": "The clinic's name.",
    "BIGSKY_CLINIC_PHONE": "The clinic's telephone.",
    "BIGSKY_PUBLIC_ADDRESS": "The address of the clinic for patients; links in messages begin with it.",
}


def settings() -> str:
    """List every setting that the environment may give."""
    source = (files("bigsky.clinic.config") / "settings.py").read_text(encoding="utf-8")
    rows = [
        (f"`{name}`", kind, f"`{default}`", MEANING[name])
        for name, kind, default in _read_settings(ast.parse(source))
    ]
    return page("Settings", table(["variable", "kind", "default", "meaning"], rows))


def _read_settings(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Find `env.kind("NAME", default=…)`, in the order in which they are read."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env"), attr=kind),
                args=[ast.Constant(value=str(name))],
                keywords=[ast.keyword(arg="default", value=default)],
            ):
                yield name, kind, ast.unparse(default)


def permissions() -> str:
    """Draw the table of who may do what."""
    from bigsky.clinic.staff.roles import Act, Role, may

    rows = [(str(act), *("●" if may(role, act) else "" for role in Role)) for act in Act]
    return page("Who may do what", table(["act", *(role.label for role in Role)], rows))


def commands() -> str:
    """Give every command's help."""
    from bigsky.cli import COMMANDS, main

    root = main.make_context("bigsky", ["docs"], resilient_parsing=True, terminal_width=90)
    parts = []
    for name in COMMANDS:
        command = main.get_command(root, name)
        if command is not None:
            context = click.Context(command, parent=root, info_name=name)
            parts.append(f"## bigsky {name}\n\n```\n{command.get_help(context)}\n```")
    return page("Commands", *parts)
