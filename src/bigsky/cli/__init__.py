"""Every command a person types. Commands compose; they decide nothing."""

from importlib import import_module

import click

from bigsky.cli.output import refuse
from bigsky.clinic.config.processes import CannotStartError
from bigsky.ketamine.vocabulary.refusal import Refusal

# Name → module and one line of help. Modules load when asked for, so that `--help` is instant.
COMMANDS = {
    "simulate": ("bigsky.cli.simulate", "Plasma concentrations of one infusion."),
    "dose": ("bigsky.cli.dose", "Dose, volumes and pump rate, with the working."),
    "score": ("bigsky.cli.score", "Score a rating scale."),
    "screen": ("bigsky.cli.screen", "May this person be treated, and what is still unknown?"),
    "replay": ("bigsky.cli.replay", "Replay a recorded journey."),
    "docs": ("bigsky.cli.docs", "Write the generated reference pages."),
    "serve": ("bigsky.cli.serve", "Start the platform: web pages, gateway and reminders."),
    "add-director": ("bigsky.cli.add_director", "Let the first person into your own clinic."),
    "gateway": ("bigsky.cli.gateway", "Listen to bedside monitors (HL7 v2 over MLLP)."),
    "simulate-monitor": ("bigsky.cli.simulate_monitor", "Play a bedside monitor for a virtual patient."),
    "demo": ("bigsky.cli.demo", "Start the platform with a living demo clinic."),
    "manage": ("bigsky.cli.manage", "Django's own commands: migrate, createsuperuser, …"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of the journey."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import one command: the object called `command` in its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run one command; a platform that cannot start says why in one sentence."""
        try:
            return super().invoke(ctx)
        except CannotStartError as error:
            refuse(Refusal(field=str(ctx.invoked_subcommand), reason=str(error)))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="bigsky")
def main() -> None:
    """Big Sky: the open platform for ketamine-infusion care.

    It records, reminds, computes and explains; it never decides and never commands a pump.
    """
