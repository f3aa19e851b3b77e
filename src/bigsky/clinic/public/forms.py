"""The three short steps of a request. Whatever is wrong is said at the field, with what is allowed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bigsky.clinic.public.birth_date import BirthDateField
from bigsky.ketamine.library import limits

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_PHONE_MARKS = set("+-.() /")
_MOST_TRIED = limits()["adequate_antidepressant_failures"].high

SELF_HARM = [("yes", "Yes"), ("no", "No"), ("prefer-not-to-say", "I prefer not to say")]
CAN_COME = [
    ("weekday mornings", "Weekday mornings"),
    ("weekday afternoons", "Weekday afternoons"),
    ("weekday evenings", "Weekday evenings"),
    ("saturdays", "Saturdays"),
    ("any time", "Any time"),
]


def phone_number(text: str) -> None:
    """Refuse what nobody can dial."""
    digits = sum(each.isdigit() for each in text)
    odd = {each for each in text if not each.isdigit() and each not in _PHONE_MARKS}
    if odd or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        raise ValidationError(
            f"Write a phone number with {_FEWEST_DIGITS} to {_MOST_DIGITS} digits, like 406-555-0100."
        )


class StepForm(forms.Form):
    # Nobody sees this box; programs that fill in every box do.
    website = forms.CharField(required=False, label="Leave this box empty")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs.update({"tabindex": "-1", "autocomplete": "off"})

    def clean_website(self) -> str:
        # Said, not swallowed: a person whose browser filled the box must not be lost.
        if self.cleaned_data["website"]:
            raise ValidationError("Leave this box empty; it is there to stop robots.")
        return ""

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class AboutYou(StepForm):
    given_name = forms.CharField(
        label="First name",
        max_length=80,
        error_messages={"required": "Write your first name."},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label="Last name",
        max_length=80,
        error_messages={"required": "Write your last name."},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    birth_date = BirthDateField(label="Birth date", help_text="For example 17 5 1980")
    phone = forms.CharField(
        label="Phone number",
        required=False,
        max_length=40,
        validators=[phone_number],
        help_text="We call you at this number. Leave it empty if e-mail is better.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Write an e-mail address like name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        born = self.fields["birth_date"]
        if isinstance(born, BirthDateField):
            born.on = today

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not facts.get("email") and not facts.get("phone") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", "Write a phone number or an e-mail address, so that we can answer.")
        return facts


class Living(StepForm):
    concern = forms.CharField(
        label="What are you living with?",
        max_length=4000,
        help_text="In your own words. A few lines are enough.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Write a few words, so that we can prepare.",
            "max_length": "Please keep it under 4000 letters; there will be time to tell more.",
        },
    )
    antidepressants_tried = forms.IntegerField(
        label="How many different antidepressants have you tried?",
        required=False,
        min_value=0,
        max_value=int(_MOST_TRIED),
        help_text="0 is an answer too. Leave it empty if you do not know.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"Write a whole number from 0 to {_MOST_TRIED}, or leave it empty.",
            "min_value": f"Write a number from 0 to {_MOST_TRIED}.",
            "max_value": f"Write a number from 0 to {_MOST_TRIED}.",
        },
    )
    self_harm_now = forms.ChoiceField(
        label="Do you have thoughts of harming yourself or ending your life right now?",
        required=False,
        choices=SELF_HARM,
        help_text="Whatever you answer, your request goes on.",
        widget=forms.RadioSelect,
    )


class WhenYouCanCome(StepForm):
    can_come = forms.MultipleChoiceField(
        label="When can you come?",
        choices=CAN_COME,
        help_text="Choose all that suit you. The first visit is a talk.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one time, or “Any time”."},
    )
    may_contact = forms.BooleanField(
        label="The clinic may contact me about this request, by phone or e-mail.",
        error_messages={"required": "We can only answer if you let us contact you."},
    )
