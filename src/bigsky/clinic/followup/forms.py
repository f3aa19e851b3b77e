from django import forms

from bigsky.ketamine.scales.registry import ALL_SCALES


class AskForm(forms.Form):
    scale_key = forms.ChoiceField(
        label="Which scale",
        choices=[("", "Choose …"), *((scale.key, scale.title) for scale in ALL_SCALES)],
        error_messages={"required": "Choose a scale.", "invalid_choice": "Choose one of the scales listed."},
    )
    how = forms.ChoiceField(
        label="How",
        widget=forms.RadioSelect,
        choices=[("show", "Show me the link, to hand over"), ("send", "Send it as a message")],
        error_messages={"required": "Say how the link reaches the patient."},
    )
