"""Kinds of option: each says what it allows and lets nothing else through."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click
from click.types import StringParamType

from bigsky.ketamine.vocabulary.quantities import is_number

_LONGEST_NAME = 253
_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
# The last label begins with a letter: `0` and `0x0` are every address in disguise.
_NAME = re.compile(rf"({_LABEL}\.)*(?=[A-Za-z]){_LABEL}")


class Host(StringParamType):
    """An address or a name; never empty, which would open the door to every network."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's signature
        """Take a host that can be one."""
        host = str(value)
        if not _is_address(host) and not (len(host) <= _LONGEST_NAME and _NAME.fullmatch(host)):
            self.fail(f"{host!r} is no host; allowed is an address or a name, such as 127.0.0.1", param, ctx)
        return host


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class Folder(click.Path):
    """A folder that is there or can be made; an empty word is no folder."""

    def __init__(self) -> None:
        """Take no files."""
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """Take a folder with a name."""
        if not str(value).strip():
            self.fail("is empty; give the name of a folder", param, ctx)
        return super().convert(value, param, ctx)


class Whole(click.IntRange):
    """A whole number, both ends allowed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - click's signature
        """Take a number that is written as one."""
        _ensure_plain(self, value, param, ctx)
        return super().convert(value, param, ctx)


class Number(click.FloatRange):
    """A number, both ends allowed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - click's signature
        """Take a number that is written as one."""
        _ensure_plain(self, value, param, ctx)
        return super().convert(value, param, ctx)


def _ensure_plain(
    kind: Whole | Number, value: object, param: click.Parameter | None, ctx: click.Context | None
) -> None:
    # Python would also read `nan`, `1_000` and `٧`.
    if isinstance(value, str) and not is_number(value):
        kind.fail(f"{value!r} is not a number; allowed is {kind.min} to {kind.max}", param, ctx)


PORT = Whole(1, 65535)
SEED = Whole(0, 999_999)
