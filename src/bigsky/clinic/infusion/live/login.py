"""Whether the person who opened a stream may still see it."""

from dataclasses import dataclass

from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may


@dataclass(frozen=True, kw_only=True)
class Login:
    """Whose stream it is, and what they must be allowed to do."""

    store: type[SessionBase]
    key: str | None
    act: Act

    def holds(self) -> bool:
        """Look at the tables: the login is there, and the person is active and may still do this."""
        request = HttpRequest()
        # A fresh one: what the view's own session has loaded stays as it was.
        request.session = self.store(self.key)
        user = get_user(request)
        return isinstance(user, User) and user.is_active and may(user.role, self.act)


def login_of(request: HttpRequest, act: Act) -> Login:
    """Remember who asked, without holding the request."""
    return Login(store=type(request.session), key=request.session.session_key, act=act)
