"""`bigsky add-director`: the first person of a clinic, who lets in all the others."""

import contextlib
import sys
from pathlib import Path

import click

from bigsky.cli.output import refuse
from bigsky.clinic.config import processes
from bigsky.ketamine.vocabulary.refusal import Refusal


@click.command("add-director")
@click.option("--username", required=True, help="The name to log in with; it stays theirs for good.")
@click.option("--first-name", required=True, help="First name, as printed under a signature.")
@click.option("--last-name", required=True, help="Last name, as printed under a signature.")
@click.option("--credentials", default="", help="As printed under a signature: MD.")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from one line of stdin instead of asking."
)
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where the records are kept; otherwise BIGSKY_DATA_DIR, otherwise ./var.",
)
def command(
    username: str,
    first_name: str,
    last_name: str,
    credentials: str,
    data_dir: Path | None,
    *,
    password_stdin: bool,
) -> None:
    """Let a medical director into your clinic; they add everybody else on the page "Clinic".

    Works before the first start, and while the platform runs. Asks twice for a password.
    """
    # Whoever runs the platform already has brought the tables up to date.
    with contextlib.suppress(processes.AlreadyRunningError):
        processes.prepare(data_dir)
    password = (
        sys.stdin.readline().rstrip("\r\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt="The same password again")
    )
    said = {
        "username": username,
        "first_name": first_name,
        "last_name": last_name,
        "credentials": credentials,
        "password": password,
    }
    _add(said)
    click.echo(
        f"{first_name} {last_name} may log in as “{username}”. "
        "The first log-in sets up a second factor; have an authenticator app ready."
    )


def _add(said: dict[str, str]) -> None:
    from django.utils import timezone

    from bigsky.clinic.staff.actions import NameTakenError, add_user, system_user
    from bigsky.clinic.staff.forms import PersonForm
    from bigsky.clinic.staff.roles import Role

    form = PersonForm({**said, "role": Role.MEDICAL_DIRECTOR.value})
    if not form.is_valid():
        refuse(
            *(Refusal(field=name, reason=" ".join(map(str, errors))) for name, errors in form.errors.items())
        )
    try:
        add_user(
            by=system_user("setup"),
            at=timezone.now(),
            **{**form.cleaned_data, "role": Role.MEDICAL_DIRECTOR},
        )
    except NameTakenError as error:
        refuse(Refusal(field="username", reason=str(error)))
