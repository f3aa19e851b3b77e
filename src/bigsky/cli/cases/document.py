"""Read one object of names and values from a file a person gave."""

import json
import tomllib
from pathlib import Path
from typing import Any

from bigsky.cli.output import refuse
from bigsky.ketamine.vocabulary.refusal import Refusal

# Deeper than any case or policy, shallow enough for whoever walks it afterwards.
_DEEPEST = 50


def object_in(file: Path) -> dict[str, Any]:
    """Read one object from a JSON or TOML file, or refuse the file by its name."""
    try:
        text = file.read_text(encoding="utf-8")
        content = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text, object_pairs_hook=_once)
    except OSError as error:
        refuse(Refusal(field=file.name, reason=f"cannot be read: {error.strerror}"))
    except ValueError as error:
        refuse(Refusal(field=file.name, reason=f"cannot be read: {error}"))
    except RecursionError:
        content = None
    if content is None or _is_deeper(content, than=_DEEPEST):
        refuse(Refusal(field=file.name, reason=f"is nested too deeply; allowed is {_DEEPEST} levels"))
    if not isinstance(content, dict):
        refuse(Refusal(field=file.name, reason="must hold one object of names and values"))
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"given twice: {', '.join(twice)}")
    return dict(pairs)


def _is_deeper(content: object, *, than: int) -> bool:
    inside = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return than == 0 or any(_is_deeper(each, than=than - 1) for each in inside)
