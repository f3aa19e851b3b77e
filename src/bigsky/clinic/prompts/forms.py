from django import forms


class DecisionForm(forms.Form):
    decision = forms.CharField(
        label="What did you do, and why?",
        help_text="Your words close the prompt and stay on the chart.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was decided."},
    )
