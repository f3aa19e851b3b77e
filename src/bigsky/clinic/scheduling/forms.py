from django import forms
from django.core.validators import RegexValidator


class ChairForm(forms.Form):
    """A place where an infusion is given."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", "Letters, digits and - only.")],
        help_text="Short and for good: C1. Letters, digits and - only.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label="Name", max_length=60, help_text="As people call it: Chair 1.")
