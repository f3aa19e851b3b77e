from typing import Any

from django import forms
from django.http import QueryDict

from bigsky.clinic.planning.content import PlanError
from bigsky.ketamine import library
from bigsky.ketamine.planning.weight import WeightBasis

_LABELS = {
    "weight_kg": "Weight today",
    "height_cm": "Height",
    "dose_mg_per_kg": "Dose",
    "minutes": "Runs for",
    "vial_mg_per_ml": "Vial, as printed on it",
    "final_mg_per_ml": "Final concentration",
    "dead_volume_ml": "Line dead volume",
}
_BASES = {
    WeightBasis.ACTUAL: "Actual weight",
    WeightBasis.ADJUSTED: "Adjusted weight",
    WeightBasis.IDEAL: "Ideal weight",
}


class PlanForm(forms.Form):
    """One dose as ordered. Numbers are read exactly as typed; their ranges are the library's."""

    weight_basis = forms.ChoiceField(
        label="Reckon the dose on",
        choices=[(basis.value, name) for basis, name in _BASES.items()],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for name, label in _LABELS.items():
            self.fields[name] = _number(name, label)
        self.order_fields([*list(_LABELS)[:3], "weight_basis", *list(_LABELS)[3:]])

    def refuse(self, error: PlanError) -> None:
        for refusal in error.refusals:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.reason)


class SignForm(forms.Form):
    """Two components at signing: the session, and the password again."""

    reason = forms.CharField(
        label="Reason for a dose beyond a limit",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    password = forms.CharField(
        label="Your password, to sign",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "A signature needs your password."},
    )

    def __init__(self, data: QueryDict | None = None, *, needs_reason: bool) -> None:
        super().__init__(data)
        if not needs_reason:
            del self.fields["reason"]


def _number(name: str, label: str) -> forms.CharField:
    limit = library.limits()[name]
    return forms.CharField(
        label=f"{label} ({limit.unit})",
        required=name != "height_cm",
        help_text=f"{limit.allowed}.",
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "number-entry", "autocomplete": "off"}
        ),
        error_messages={"required": f"Type a number; allowed is {limit.allowed}."},
    )
