from django import forms

from bigsky.clinic.staff.models import User


class SignForm(forms.Form):
    password = forms.CharField(
        label="Your password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Signing puts this version in force at once and supersedes the one before it.",
    )

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on
        self.by = by

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.by.check_password(password):
            raise forms.ValidationError("The password does not match; nothing was signed.")
        return password
