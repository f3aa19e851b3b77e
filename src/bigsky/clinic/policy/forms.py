import copy
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from bigsky.clinic.policy.actions import BrokenPolicyError
from bigsky.clinic.policy.checking import schema_of
from bigsky.clinic.policy.reading import (
    SIGNATURE,
    SOURCES,
    Family,
    Part,
    Path,
    Shown,
    in_words,
    named_by,
    parts_of,
)

_IN_A_TABLE = 3


class SignForm(forms.Form):
    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Signing puts this version in force at once and supersedes the one before it.",
    )


class ContentForm(forms.Form):
    """Every figure, word and source of a policy as a field, whatever its kind: its schema says how."""

    def __init__(self, data: QueryDict | None = None, *, kind: str, content: dict[str, Any]) -> None:
        super().__init__(data, prefix="policy")
        self._before = content
        self._paths = {_name(path): path for path, _ in _leaves((), content)}
        schema = schema_of(kind)
        for path, value in _leaves((), content):
            self.fields[_name(path)] = _field(path, value, schema=_schema_at(schema, path))

    def content(self) -> dict[str, Any]:
        """Give the content with what was typed in its place."""
        typed = copy.deepcopy(self._before)
        for name, path in self._paths.items():
            node: Any = typed
            for key in path[:-1]:
                node = node[key]
            node[path[-1]] = self.cleaned_data[name]
        return typed

    def refuse(self, error: BrokenPolicyError) -> None:
        """Say each problem at its field, or above all of them."""
        for problem in error.problems:
            # What is wrong within a list of words is said at the list.
            names = (_name(problem.path[:end]) for end in range(len(problem.path), 0, -1))
            name = next((each for each in names if each in self.fields), None)
            self.add_error(name, problem.says if name else str(problem))

    @property
    def whole(self) -> list[forms.BoundField]:
        """Give the fields of the policy as a whole: its title and its source."""
        return [self[name] for name, path in self._paths.items() if path[0] in {"title", "source"}]

    @property
    def parts(self) -> list[Part | Family]:
        """Group the other fields as the reading page does."""
        return parts_of(self._before, _Fields(self))

    def under(self, path: Path) -> list[forms.BoundField]:
        """Give the fields at and below a place."""
        return [self[name] for name, each in self._paths.items() if each[: len(path)] == path]


class _Fields(Shown):
    def __init__(self, form: ContentForm) -> None:
        self.form = form

    def value(self, path: Path, value: object) -> Any:  # noqa: ANN401 - a field where there is one
        return next(iter(self.form.under(path)), None) or super().value(path, value)

    def source(self, path: Path, source: object) -> Any:  # noqa: ARG002, ANN401 - shown by its path
        # The source of the whole stands at the top of the page.
        return [] if path == ("source",) else self.form.under(path)


def _leaves(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - any JSON
    """Walk through what may be edited: not the signature, and not what an entry of a list is named by."""
    if isinstance(value, Mapping):
        fixed = SIGNATURE if not path else {named_by(value)} if isinstance(path[-1], int) else set()
        for key, each in value.items():
            if key not in fixed:
                yield from _leaves((*path, key), each)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for place, each in enumerate(value):
            yield from _leaves((*path, place), each)
    else:
        yield path, value


def _name(path: Path) -> str:
    return "-".join(map(str, path))


def _schema_at(schema: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Find what the schema says about one place."""
    node = schema
    for key in path:
        node = node.get("items", {}) if isinstance(key, int) else _property(node, key)
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    return node


def _property(node: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - a part of a schema
    return node.get("properties", {}).get(key) or node.get("additionalProperties") or {}


def _field(path: Path, value: object, *, schema: Mapping[str, Any]) -> forms.Field:
    said: dict[str, Any] = {
        "label": _label(path),
        # In a table of many rows the head of the column says it.
        "help_text": schema.get("description", "") if len(path) < _IN_A_TABLE else "",
        "initial": value,
    }
    if "enum" in schema:
        return forms.ChoiceField(choices=_choices(schema), **said)
    if "enum" in schema.get("items", {}):
        return forms.MultipleChoiceField(
            choices=_choices(schema["items"]), widget=forms.CheckboxSelectMultiple, **said
        )
    if schema.get("type") == "integer":
        return forms.IntegerField(min_value=schema.get("minimum"), max_value=schema.get("maximum"), **said)
    if "pattern" in schema:
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}), **said)
    is_short = path[-1] in {"title", "url", "unit"}
    widget = forms.TextInput() if is_short else forms.Textarea(attrs={"rows": 2, "cols": 24})
    return forms.CharField(required=bool(schema.get("minLength")), widget=widget, **said)


def _label(path: Path) -> str:
    """Name a field; the words of a source are called so."""
    name = in_words(str(path[-1])).capitalize()
    if not SOURCES.intersection(path):
        return name
    return {"Text": "Source", "Trust": "Trust in it", "Url": "Where to read it"}.get(name, name)


def _choices(schema: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(each, in_words(each).replace("-", " ")) for each in schema["enum"]]
