from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator

from bigsky.clinic.staff.roles import Role

_WORK_HERE = [Role.FRONT_DESK, Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR]


class PersonForm(forms.Form):
    """Somebody who begins to work here."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="Letters, digits and @ . + - _ only; it stays theirs for good.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150)
    credentials = forms.CharField(
        label="Credentials",
        max_length=60,
        required=False,
        help_text="As printed under a signature: MD, RN.",
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, role.label) for role in _WORK_HERE],
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label="First password",
        strip=False,
        validators=[validate_password],
        help_text="At least 12 characters. Tell it to them; they change it under Security.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class LogFilter(forms.Form):
    patient = forms.UUIDField(
        label="Patient id",
        required=False,
        error_messages={"invalid": "The long id from the chart's address."},
    )
    by = forms.CharField(label="User name", required=False, max_length=150)
