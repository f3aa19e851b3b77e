"""Where two answers differ, by the path to each difference."""

from collections.abc import Iterator
from dataclasses import dataclass

_NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place where what was answered is not what was expected."""

    path: str
    expected: object
    answered: object

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}: expected {self.expected!r}, answered {self.answered!r}"

    def as_json(self) -> dict[str, object]:
        """Give the difference as plain JSON."""
        return {"path": self.path, "expected": self.expected, "answered": self.answered}


def differences(expected: object, answered: object, *, path: str = "") -> Iterator[Difference]:
    """Walk both and name every place where they part."""
    if isinstance(expected, dict) and isinstance(answered, dict):
        for key in sorted({*expected, *answered}):
            yield from differences(
                expected.get(key, _NOTHING), answered.get(key, _NOTHING), path=f"{path}.{key}".lstrip(".")
            )
    elif isinstance(expected, list) and isinstance(answered, list) and len(expected) == len(answered):
        for place, (one, other) in enumerate(zip(expected, answered, strict=True)):
            yield from differences(one, other, path=f"{path}[{place}]")
    elif expected != answered:
        yield Difference(path=path, expected=expected, answered=answered)
