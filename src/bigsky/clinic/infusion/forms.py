"""What a person types at the chair. An empty time means now."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from bigsky.ketamine import library
from bigsky.ketamine.infusion.discharge import ANSWERED
from bigsky.ketamine.infusion.kinds import (
    DIASTOLIC,
    DISSOCIATION,
    DISTRESS,
    HEART_RATE,
    NAUSEA,
    RESPIRATORY_RATE,
    SEDATION,
    SPO2,
    SYSTOLIC,
    TEMPERATURE,
)

MANUAL = (
    SYSTOLIC,
    DIASTOLIC,
    HEART_RATE,
    SPO2,
    RESPIRATORY_RATE,
    SEDATION,
    DISSOCIATION,
    DISTRESS,
    NAUSEA,
    TEMPERATURE,
)
_FAR_AHEAD = timedelta(hours=12)


class LimitedField(forms.DecimalField):
    """A number held to its plausible range; the range is said when it is left."""

    def __init__(self, name: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own keywords
        limit = library.limits()[name]
        message = f"Allowed is {limit.allowed}."
        in_range = message.replace("%", "%%")  # these two are formatted once more
        kwargs.setdefault("label", f"{name} ({limit.unit})")
        super().__init__(
            min_value=limit.low,
            max_value=limit.high,
            error_messages={"min_value": in_range, "max_value": in_range, "invalid": message},
            **kwargs,
        )
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "step": "any"})


class TrueTimeForm(forms.Form):
    """When it really happened; empty means now."""

    happened = forms.TimeField(
        label="When",
        required=False,
        help_text="Leave empty for now.",
        widget=forms.TimeInput(attrs={"type": "time", "step": "1"}, format="%H:%M:%S"),
    )

    def moment(self, now: datetime) -> datetime:
        """Say the moment meant: today, or last evening when it is just past midnight."""
        typed = self.cleaned_data.get("happened")
        if typed is None:
            return now
        local = timezone.localtime(now)
        meant = local.replace(
            hour=typed.hour, minute=typed.minute, second=typed.second, microsecond=typed.microsecond
        )
        return meant - timedelta(days=1) if meant - local > _FAR_AHEAD else meant


class StepForm(TrueTimeForm):
    """One act at the pump; which fields it asks for depends on the act."""

    reason = forms.CharField(label="Reason", max_length=200)
    rate_ml_per_h = LimitedField("rate_ml_per_h", label="New rate (mL/h)")
    volume_ml = LimitedField("flush_ml", label="Flushed (mL)")

    def __init__(self, *args: Any, asks: tuple[str, ...], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in asks]:
            del self.fields[name]


class ObservationForm(TrueTimeForm):
    """A whole set of observations as a person took it; what is left empty was not taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own keywords
        super().__init__(*args, **kwargs)
        for kind in MANUAL:
            unit = f" ({kind.unit})" if kind.unit else f" ({_SCALE[kind.key]})"
            self.fields[kind.key] = LimitedField(kind.key, label=f"{kind.short}{unit}", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one number."""
        cleaned = super().clean() or {}
        if not self.errors and not self.taken():
            self.add_error(None, "Enter at least one number.")
        systolic, diastolic = cleaned.get(SYSTOLIC.key), cleaned.get(DIASTOLIC.key)
        if systolic is not None and diastolic is not None and diastolic >= systolic:
            self.add_error(DIASTOLIC.key, "The diastolic pressure is below the systolic.")
        return cleaned

    def taken(self) -> dict[str, Decimal]:
        """Give what was entered."""
        return {
            kind.key: self.cleaned_data[kind.key]
            for kind in MANUAL
            if self.cleaned_data.get(kind.key) is not None
        }


_SCALE = {
    SEDATION.key: "0 to 5, 5 awake",
    DISSOCIATION.key: "0 to 10",
    DISTRESS.key: "0 to 3",
    NAUSEA.key: "0 to 3",
}


class PrepareForm(forms.Form):
    chair = forms.ChoiceField(label="Chair", widget=forms.RadioSelect)
    device = forms.CharField(
        label="Bedside monitor",
        required=False,
        max_length=80,
        help_text="As it is written on the monitor. Can be bound later.",
    )

    def __init__(self, *args: Any, chairs: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = chairs  # type: ignore[attr-defined]  # a ChoiceField has them


class MonitorForm(forms.Form):
    device = forms.CharField(label="Bedside monitor", max_length=80, help_text="As written on the monitor.")


class SecondCheckForm(forms.Form):
    """Blank fields: the second person reads vial, syringe and pump, not the first person's numbers."""

    vial_mg_per_ml = LimitedField("vial_mg_per_ml", label="Concentration on the vial (mg/mL)")
    draw_ml = forms.DecimalField(label="Drawn from the vial (mL)", min_value=0)
    actual_dose_mg = forms.DecimalField(label="Dose in the syringe (mg)", min_value=0)
    diluent_ml = forms.DecimalField(label="Diluent added (mL)", min_value=0)
    rate_ml_per_h = LimitedField("rate_ml_per_h", label="Rate set on the pump (mL/h)")
    second_checker = forms.CharField(label="Second person: user name", max_length=150)
    password = forms.CharField(
        label="Second person: password", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )


_THREE = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]


class DischargeForm(forms.Form):
    """Every criterion is asked; nothing is ticked beforehand, and not known blocks."""

    escort_name = forms.CharField(label="Who takes the person home", required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own keywords
        super().__init__(*args, **kwargs)
        for key, proposition in ANSWERED.items():
            self.fields[key] = forms.ChoiceField(
                label=proposition, choices=_THREE, required=False, widget=forms.RadioSelect, initial=None
            )
        self.order_fields([*ANSWERED, "escort_name"])

    def answers(self) -> dict[str, bool | None]:
        """Give the answers in three values."""
        meaning = {"yes": True, "no": False}
        return {key: meaning.get(self.cleaned_data.get(key, "")) for key in ANSWERED}


class HarmForm(TrueTimeForm):
    what = forms.CharField(label="What happened", max_length=200)
    severity = forms.ChoiceField(
        label="How intense (severity)",
        choices=[(each, each) for each in ("mild", "moderate", "severe")],
        widget=forms.RadioSelect,
    )
    seriousness = forms.ChoiceField(
        label="Its consequence (seriousness)",
        help_text="Serious: death, danger to life, hospital, lasting harm. It pages the clinician at once.",
        choices=[(each, each) for each in ("not serious", "serious")],
        widget=forms.RadioSelect,
    )
    action = forms.CharField(label="What was done", max_length=500)
    outcome = forms.ChoiceField(
        label="Outcome so far",
        choices=[(each, each) for each in ("resolved", "resolving", "not resolved", "unknown")],
        widget=forms.RadioSelect,
    )
    field_order = ("what", "severity", "seriousness", "action", "outcome", "happened")
