from django import forms


class LogFilter(forms.Form):
    patient = forms.UUIDField(
        label="Patient id",
        required=False,
        error_messages={"invalid": "The long id from the chart's address."},
    )
    by = forms.CharField(label="User name", required=False, max_length=150)
