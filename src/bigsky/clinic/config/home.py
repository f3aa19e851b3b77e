"""Where a person lands after logging in: the page of their day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bigsky.clinic.staff.pages import person
from bigsky.clinic.staff.roles import Role

_HOME = {
    Role.PATIENT: "portal:home",
    Role.FRONT_DESK: "intake:inbox",
    Role.NURSE: "chart:day",
    Role.PHYSICIAN: "chart:day",
    Role.MEDICAL_DIRECTOR: "chart:day",
}


def home(request: HttpRequest) -> HttpResponse:
    """Send each person to the page of their day; whoever has no role here is told so."""
    page = {str(role): name for role, name in _HOME.items()}.get(person(request).role)
    return redirect(page) if page else render(request, "staff/no_role.html", status=403)
