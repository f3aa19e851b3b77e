"""Addresses of public."""

from django.urls import path, register_converter

from bigsky.clinic.public import views


class StepNumber:
    """One of the three steps of a request."""

    regex = "[1-3]"

    def to_python(self, value: str) -> int:
        """Read the step."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the step."""
        return str(value)


register_converter(StepNumber, "step")

app_name = "public"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("request/", views.first_page, name="request"),
    path("request/<step:number>/", views.step, name="step"),
    path("request/sent/", views.sent, name="sent"),
    path("request/forget/", views.forget, name="forget"),
]
