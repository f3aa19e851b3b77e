"""Members of staff set up a second factor before they see a chart."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from bigsky.clinic.staff.models import User


class SecondFactorMiddleware:
    """Send members of staff without a second factor to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let through whoever has a second factor, needs none, or is on the way to set one up."""
        user = request.user
        is_on_the_way = request.path.startswith(("/accounts/", "/static/"))
        if (
            settings.STAFF_NEED_SECOND_FACTOR
            and isinstance(user, User)
            and user.is_clinic_staff
            and not is_on_the_way
            and not is_mfa_enabled(user)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
