"""A policy's content (or any small nested JSON) as tables a person can read and compare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# What names an entry of a list, in this order.
_NAMES = ("title", "name", "rule_id", "id", "kind", "key")
_OUTER = "General"
# Said by the page itself, beside the content.
_STAMP = {"policy_id", "version", "title", "status", "signed_by", "signed_at", "signed_date", "source"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table: its name, its rows of name and value, and where its figures come from."""

    name: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    source: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Family:
    """One table of entries alike, an entry a row: its name, its values under the heads, and its source."""

    name: str
    heads: list[str]
    rows: list[tuple[str, list[str], Mapping[str, str] | None]]
    is_family: bool = True


def parts_of(content: Mapping[str, Any]) -> list[Part | Family]:
    """Read content as tables, each with its source; what is empty is left out."""
    outer = {key: value for key, value in content.items() if key not in _STAMP}
    source = content.get("source")
    return list(_parts(_OUTER, {**outer, **({"source": source} if source else {})}))


def flat(content: Mapping[str, Any]) -> dict[str, str]:
    """Give every value under its full name, to compare one version with another."""
    return dict(_leaves("", {key: value for key, value in content.items() if key not in _STAMP}))


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


def _parts(name: str, raw: Mapping[str, Any]) -> Iterator[Part | Family]:
    rows = [
        (in_words(key), _text(value)) for key, value in raw.items() if key != "source" and _is_leaf(value)
    ]
    if rows:
        yield Part(name=name, rows=rows, source=_source(raw))
    for key, value in raw.items():
        if key == "source" or _is_leaf(value):
            continue
        inner = in_words(key) if name == _OUTER else f"{name} · {in_words(key)}"
        entries = _entries(value)
        if _are_alike(entries):
            yield _family(inner, entries)
        elif isinstance(value, Mapping):
            yield from _parts(inner, value)
        else:
            for each_name, each in entries:
                yield from _parts(f"{inner} · {each_name}", each)


def _entries(value: object) -> list[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        return [(in_words(key), each) for key, each in value.items() if isinstance(each, Mapping)]
    return [
        (next((in_words(str(each[name])) for name in _NAMES if name in each), str(position)), each)
        for position, each in enumerate(_maps(value), start=1)
    ]


def _are_alike(entries: list[tuple[str, Mapping[str, Any]]]) -> bool:
    plain = all(_is_leaf(value) for _, each in entries for key, value in each.items() if key != "source")
    return plain and len(entries) > 1 and all(_source(each) for _, each in entries)


def _family(name: str, entries: list[tuple[str, Mapping[str, Any]]]) -> Family:
    named_by = next((key for key in _NAMES if key in entries[0][1]), "")
    keys = list(dict.fromkeys(key for _, each in entries for key in each))
    heads = [key for key in keys if key not in {"source", named_by}]
    rows = [
        (entry, [_text(each[head]) if head in each else "" for head in heads], _source(each))
        for entry, each in entries
    ]
    return Family(name=name, heads=[in_words(head) for head in heads], rows=rows)


def _leaves(path: str, value: object) -> Iterator[tuple[str, str]]:
    if _is_leaf(value):
        yield path.strip(" ·"), _text(value)
        return
    pairs = value.items() if isinstance(value, Mapping) else enumerate(_maps(value), start=1)
    for key, each in pairs:
        yield from _leaves(f"{path} · {in_words(str(key))}", each)


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


def _source(raw: Mapping[str, Any]) -> Mapping[str, str] | None:
    source = raw.get("source")
    return source if isinstance(source, Mapping) else {"text": source, "trust": ""} if source else None
