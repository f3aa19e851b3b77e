from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from bigsky.clinic.screening.queries import DECISIONS
from bigsky.ketamine import library
from bigsky.ketamine.screening.facts import ALL_FACTS, FACTS_BY_SUBJECT, Fact, Kind
from bigsky.ketamine.vocabulary.refusal import Refusal

NOT_KNOWN = ("", "Not known")


class FactsForm(forms.Form):
    """Every fact the rules ask for; not known is where each begins."""

    # Which sheet the person had before them: facts that somebody else changed meanwhile are not overwritten.
    sheet_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        known: Mapping[str, Any],
        held: Mapping[str, tuple[Any, str]],
        seen: str,
    ) -> None:
        """Begin with what is `known`; `held` are facts found elsewhere: name → value and origin."""
        super().__init__(data, initial={name: _as_typed(value) for name, value in known.items()})
        self.initial["sheet_seen"] = self._seen = seen
        for fact in ALL_FACTS:
            self.fields[fact.name] = _field(fact)
            if fact.name in held:
                value, origin = held[fact.name]
                self.fields[fact.name].help_text += f" Left open: {value}, from the {origin}."

    @property
    def subjects(self) -> Iterator[tuple[str, list[BoundField]]]:
        for subject, facts in FACTS_BY_SUBJECT.items():
            yield subject, [self[fact.name] for fact in facts]

    @property
    def facts(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if value is not None}
        said.pop("sheet_seen")
        return said

    def clean_sheet_seen(self) -> str:
        if self.cleaned_data["sheet_seen"] != self._seen:
            raise forms.ValidationError(
                "Somebody changed the facts since you opened this page. Open it again and look at them first."
            )
        return self._seen

    def refuse(self, refusals: tuple[Refusal, ...]) -> None:
        for refusal in refusals:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.reason)


class DecisionForm(forms.Form):
    """What a clinician decides on a screening, and why. Nothing is ticked."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=list(DECISIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="What weighed, in a sentence or two. It stays in the chart.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a sentence."},
    )


class OverrideForm(DecisionForm):
    """The same where a must-not stands: to proceed, a second clinician signs here."""

    second_username = forms.CharField(
        label="Second clinician (only to proceed)",
        required=False,
        help_text="A “must not” is overridden by two. The second one types their own name and password.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    second_password = forms.CharField(
        label="Second clinician’s password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


def _as_typed(value: object) -> object:
    # Only a real bool is a yes or no: 0 mg and 1 failed trial equal False and True in Python.
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _field(fact: Fact) -> forms.Field:
    if fact.kind is Kind.YES_NO:
        choices = [("yes", "Yes"), ("no", "No"), NOT_KNOWN]
        return _choice(fact, choices, coerce={"yes": True, "no": False}.__getitem__)
    if fact.kind is Kind.CHOICE:
        return _choice(fact, [*((each.value, each.text) for each in fact.choices), NOT_KNOWN], coerce=str)
    kind = forms.IntegerField if fact.kind is Kind.WHOLE_NUMBER else forms.FloatField
    allowed = library.limits()[fact.limit_field].allowed
    return kind(
        label=fact.label,
        required=False,
        help_text=f"{allowed}.",
        error_messages={"invalid": f"Not a number; allowed is {allowed}."},
    )


def _choice(
    fact: Fact, choices: list[tuple[str, str]], *, coerce: Callable[[str], object]
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=fact.label,
        choices=choices,
        coerce=coerce,
        empty_value=None,
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )
