from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bigsky.clinic.scheduling import queries as scheduling

SHORTEST_MIN, LONGEST_MIN = 30, 480
LONGEST_AHEAD_DAYS = 730


class BookForm(forms.Form):
    """An infusion visit: which chair, when, how long."""

    chair = forms.ChoiceField(
        label="Chair",
        error_messages={"required": "Choose a chair.", "invalid_choice": "There is no such chair."},
    )
    starts_at = forms.DateTimeField(
        label="Starts",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": "Say when it starts.", "invalid": "Write it like 2026-03-02 09:30."},
    )
    minutes = forms.IntegerField(
        label="Length in minutes",
        help_text=f"{SHORTEST_MIN} to {LONGEST_MIN}, with the time to recover.",
        error_messages={"required": "Say how long it takes."},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        self.at = at
        chair = self.fields["chair"]
        if isinstance(chair, forms.ChoiceField):
            chairs = [(each.code, each.name) for each in scheduling.chairs()]
            chair.choices = [("", "Choose …"), *chairs]

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if not SHORTEST_MIN <= minutes <= LONGEST_MIN:
            allowed = f"{SHORTEST_MIN} to {LONGEST_MIN} minutes"
            raise forms.ValidationError(f"{minutes} is not possible; allowed is {allowed}.")
        return minutes

    def clean_starts_at(self) -> datetime:
        starts_at: datetime = self.cleaned_data["starts_at"]
        latest = self.at + timedelta(days=LONGEST_AHEAD_DAYS)
        if not self.at <= starts_at <= latest:
            allowed = f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} to {timezone.localtime(latest):%Y-%m-%d}"
            raise forms.ValidationError(f"That is not possible; allowed is {allowed}.")
        return starts_at

    @property
    def begins_at(self) -> datetime:
        starts_at: datetime = self.cleaned_data["starts_at"]
        return starts_at

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=self.cleaned_data["minutes"])
