"""The generated pages of docs/reference: each is a function that returns Markdown."""

from collections.abc import Callable, Mapping

from bigsky.cli.reference import platform, science

PAGES: Mapping[str, Callable[[], str]] = {
    "schemas.md": science.schemas,
    "scales.md": science.scales,
    "models.md": science.models,
    "rules.md": science.rules,
    "facts.md": science.facts,
    "limits.md": science.limits,
    "commands.md": platform.commands,
    "settings.md": platform.settings,
    "permissions.md": platform.permissions,
}
