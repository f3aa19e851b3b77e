"""What a page of the clinic needs: a person who may see it, and a trace that they did."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from bigsky.clinic.staff.acts import record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, require

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def person(request: HttpRequest) -> User:
    """Give the person who is logged in."""
    if not isinstance(request.user, User):
        raise TypeError("This page is for people who are logged in.")
    return request.user


def requires(act: Act) -> Callable[[Page[P]], Page[P]]:
    """Show a page only to people who may do `act`; others get 403."""

    def mark(view: Page[P]) -> Page[P]:
        @wraps(view)
        def show(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(person(request).role, act)
            return view(request, *args, **kwargs)

        show.requires = act  # type: ignore[attr-defined]  # read by the permission test
        return show

    return mark


def note_read(request: HttpRequest, *, patient: object, page: str) -> None:
    """Leave a trace that this person looked at this patient's record."""
    record(by=person(request), at=timezone.now(), act="read", subject=page, patient=patient)
