"""What the clinic decides about a request. Nothing is pre-ticked."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bigsky.clinic.staff import queries as staff
from bigsky.clinic.staff.models import User

_SHORTEST_MIN, _LONGEST_MIN = 15, 180
URGENCIES = [
    ("now", "Now: reach this person before anything else"),
    ("soon", "Soon: ahead of the others"),
    ("routine", "Routine: the next free time"),
]


class DecisionForm(forms.Form):
    def decision(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TriageForm(DecisionForm):
    urgency = forms.ChoiceField(
        label="How soon must this person be seen?",
        choices=URGENCIES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how soon this person must be seen."},
    )
    note = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say in a few words why."},
    )


class RegisterForm(DecisionForm):
    who = forms.ChoiceField(
        label="Somebody with this name and birth date already has a chart. Is it the same person?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is the same person."},
    )
    clinician: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        queryset=None,
        label="Responsible clinician",
        help_text="Is asked to look when answers between visits are worrying.",
        empty_label="Choose …",
        error_messages={"required": "Choose who is responsible for this person."},
    )

    def __init__(self, *args: Any, twin: tuple[UUID, str] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["clinician"].queryset = staff.clinicians()  # type: ignore[attr-defined]  # a choice field
        if twin is None:
            del self.fields["who"]
        else:
            self.fields["who"].choices = [  # type: ignore[attr-defined]  # a choice field
                (str(twin[0]), f"The same person: use the chart {twin[1]}"),
                ("new", "Another person: open a new chart"),
            ]

    def decision(self) -> dict[str, Any]:
        who = self.cleaned_data.get("who", "")
        return {
            "same_as": UUID(who) if who not in {"", "new"} else None,
            "is_another_person": who == "new",
            "clinician": self.cleaned_data["clinician"],
        }


class BookForm(DecisionForm):
    clinician: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        queryset=None,
        label="With",
        empty_label="Choose …",
        error_messages={"required": "Choose a clinician."},
    )
    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose a day.", "invalid": "Write the day like 2026-03-17."},
    )
    time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time", "step": "300"}),
        error_messages={"required": "Choose a time.", "invalid": "Write the time like 14:30."},
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=_SHORTEST_MIN,
        max_value=_LONGEST_MIN,
        help_text=f"{_SHORTEST_MIN} to {_LONGEST_MIN}",
        error_messages={
            "min_value": f"Allowed is {_SHORTEST_MIN} to {_LONGEST_MIN} minutes.",
            "max_value": f"Allowed is {_SHORTEST_MIN} to {_LONGEST_MIN} minutes.",
        },
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["clinician"].queryset = staff.clinicians()  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("day") and facts.get("time"):
            starts_at = timezone.make_aware(datetime.combine(facts["day"], facts["time"]))
            if starts_at <= self.at:
                self.add_error("day", ValidationError("That moment is past; choose one from now on."))
            facts["starts_at"] = starts_at
            facts["ends_at"] = starts_at + timedelta(minutes=facts.get("minutes") or _SHORTEST_MIN)
        return facts

    def decision(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("clinician", "starts_at", "ends_at")}


class CloseForm(DecisionForm):
    reason = forms.CharField(
        label="Why is this request closed without a visit?",
        max_length=200,
        error_messages={"required": "Say why this request is closed."},
    )
