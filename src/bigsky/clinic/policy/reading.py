"""A policy's content (or any small nested JSON) as tables a person can read and compare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# What names an entry of a list, in this order.
_NAMES = ("title", "name", "rule_id", "id", "kind", "key")
_OUTER = "General"
Path = tuple[str | int, ...]
# What tells where figures come from: of one table, or figure by figure.
SOURCES = {"source", "sources"}
# Said by the page itself, beside the content.
SIGNATURE = {"policy_id", "version", "status", "signed_by", "signed_at", "signed_date"}
_STAMP = SIGNATURE | {"title", "source"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table: its name, its rows of name and value, and where its figures come from."""

    name: str
    rows: list[tuple[str, Any]] = field(default_factory=list)
    source: Any = None


@dataclass(frozen=True, kw_only=True)
class Family:
    """One table of entries alike, an entry a row: its name, its values under the heads, and its source."""

    name: str
    heads: list[str]
    rows: list[tuple[str, list[Any], Any]]
    is_family: bool = True


class Shown:
    """How values and sources are put in the tables: here as text; a form puts its fields there."""

    def value(self, path: Path, value: object) -> Any:  # noqa: ARG002, ANN401 - a form shows by path; templates take all
        """Show one value."""
        return _text(value)

    def source(self, path: Path, source: object) -> Any:  # noqa: ARG002, ANN401 - as above
        """Show where figures come from."""
        if isinstance(source, Mapping) or not source:
            return source or None
        return {"text": source, "trust": ""}


def parts_of(content: Mapping[str, Any], shown: Shown | None = None) -> list[Part | Family]:
    """Read content as tables, each with its source; what is empty is left out."""
    outer = {key: value for key, value in content.items() if key not in _STAMP}
    source = content.get("source")
    raw = {**outer, **({"source": source} if source else {})}
    return list(_parts(_OUTER, raw, path=(), shown=shown or Shown()))


def flat(content: Mapping[str, Any]) -> dict[str, str]:
    """Give every value under its full name, to compare one version with another."""
    return dict(_leaves("", {key: value for key, value in content.items() if key not in SIGNATURE}))


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """List what differs: name, value before, value now; empty text where there is none."""
    before, now = flat(old), flat(new)
    names = [*before, *(name for name in now if name not in before)]
    return [
        (name, before.get(name, ""), now.get(name, ""))
        for name in names
        if before.get(name, "") != now.get(name, "")
    ]


def in_words(name: str) -> str:
    """Say a field's name with spaces: `soft_mg_per_kg` → `soft mg per kg`."""
    return name.replace("_", " ").strip()


def _parts(name: str, raw: Mapping[str, Any], *, path: Path, shown: Shown) -> Iterator[Part | Family]:
    leaves = {key: value for key, value in raw.items() if key not in SOURCES and _is_leaf(value)}
    if leaves and "sources" in raw:
        yield _sourced(name, leaves, sources=raw["sources"], path=path, shown=shown)
    elif leaves:
        rows = [(in_words(key), shown.value((*path, key), value)) for key, value in leaves.items()]
        yield Part(name=name, rows=rows, source=shown.source((*path, "source"), raw.get("source")))
    for key, value in raw.items():
        if key in SOURCES or _is_leaf(value):
            continue
        inner = in_words(key) if name == _OUTER else f"{name} · {in_words(key)}"
        entries = _entries(value)
        if _are_alike(entries):
            yield _family(inner, entries, path=(*path, key), shown=shown)
        elif isinstance(value, Mapping):
            yield from _parts(inner, value, path=(*path, key), shown=shown)
        else:
            for place, each_name, each in entries:
                yield from _parts(f"{inner} · {each_name}", each, path=(*path, key, place), shown=shown)


def named_by(entry: Mapping[str, Any]) -> str:
    """Say which of its values names an entry of a list; empty when none does."""
    return next((name for name in _NAMES if name in entry), "")


def _entries(value: object) -> list[tuple[str | int, str, Mapping[str, Any]]]:
    """List the entries with their place, their name and what they hold."""
    if isinstance(value, Mapping):
        return [(key, in_words(key), each) for key, each in value.items() if isinstance(each, Mapping)]
    return [
        (place, in_words(str(each.get(named_by(each), place + 1))), each)
        for place, each in enumerate(_maps(value))
    ]


def _are_alike(entries: list[tuple[str | int, str, Mapping[str, Any]]]) -> bool:
    plain = all(_is_leaf(value) for _, _, each in entries for key, value in each.items() if key != "source")
    return plain and len(entries) > 1 and all(each.get("source") for _, _, each in entries)


def _family(
    name: str, entries: list[tuple[str | int, str, Mapping[str, Any]]], *, path: Path, shown: Shown
) -> Family:
    keys = list(dict.fromkeys(key for _, _, each in entries for key in each))
    heads = [key for key in keys if key not in {"source", named_by(entries[0][2])}]
    rows = [
        (
            entry,
            [shown.value((*path, place, head), each[head]) if head in each else "" for head in heads],
            shown.source((*path, place, "source"), each.get("source")),
        )
        for place, entry, each in entries
    ]
    return Family(name=name, heads=[in_words(head) for head in heads], rows=rows)


def _sourced(
    name: str, leaves: Mapping[str, Any], *, sources: Mapping[str, Any], path: Path, shown: Shown
) -> Family:
    """A table of figures that each have a source of their own."""
    rows = [
        (
            in_words(key),
            [shown.value((*path, key), value)],
            shown.source((*path, "sources", key), sources.get(key)),
        )
        for key, value in leaves.items()
    ]
    return Family(name=name, heads=["value"], rows=rows)


def _leaves(path: str, value: object) -> Iterator[tuple[str, str]]:
    if _is_leaf(value):
        yield path.strip(" ·"), _text(value)
        return
    pairs = value.items() if isinstance(value, Mapping) else _numbered(_maps(value))
    for key, each in pairs:
        yield from _leaves(f"{path} · {in_words(key)}", each)


def _numbered(entries: list[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, each in enumerate(entries, start=1):
        yield f"{number} {each.get(named_by(each), '')}", each


def _is_leaf(value: object) -> bool:
    return not isinstance(value, Mapping) and not _maps(value)


def _maps(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not set" if value is None or value == "" else str(value)
