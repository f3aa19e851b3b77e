"""Where a person lands after logging in: the page of their day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bigsky.clinic.staff.pages import person
from bigsky.clinic.staff.roles import Role

_HOME = {Role.PATIENT: "portal:home", Role.FRONT_DESK: "intake:inbox"}


def home(request: HttpRequest) -> HttpResponse:
    """Send each person to the page of their day."""
    return redirect(_HOME.get(Role(person(request).role), "chart:day"))
