from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from bigsky.ketamine.scales.scale import Item, Scale

OCCASIONS = [
    ("baseline", "Before a first course"),
    ("before-session", "On the day of a session"),
    ("follow-up", "Between sessions"),
]


class AnswersForm(forms.Form):
    """One question an item of a scale. Nothing is ticked; whatever is left open is asked about once."""

    asked_again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, scale: Scale, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.scale = scale
        for item in scale.items:
            self.fields[item.key] = _question(item)

    @property
    def questions(self) -> list[BoundField]:
        return [self[item.key] for item in self.scale.items]

    @property
    def answers(self) -> list[int | None]:
        return [self.cleaned_data[item.key] for item in self.scale.items]

    @property
    def unanswered(self) -> list[int]:
        return [number for number, answer in enumerate(self.answers, start=1) if answer is None]

    @property
    def asks_again(self) -> bool:
        return bool(self.unanswered) and not self.cleaned_data["asked_again"]


class RecordForm(AnswersForm):
    def __init__(self, scale: Scale, data: QueryDict | None = None) -> None:
        super().__init__(scale, data)
        self.fields["occasion"] = forms.ChoiceField(
            label="When",
            choices=OCCASIONS,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose one."},
        )


def _question(item: Item) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=item.text,
        choices=[(option.value, option.text) for option in item.options],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Not a possible answer; allowed is {item.allowed}."},
    )
