"""Signing asks for the password again; whoever guesses is locked out of signing for a while."""

from datetime import datetime, timedelta

from bigsky.clinic.signatures import queries
from bigsky.clinic.staff.acts import RefusedWithTraceError
from bigsky.clinic.staff.models import User

_MOST_FAILURES = 5
_LOOK_BACK = timedelta(minutes=15)


class SignatureRefusedError(RefusedWithTraceError):
    """The password is not theirs, or was wrong too often; nothing was signed."""


def refuse_unless_theirs(*, by: User, at: datetime, password: str) -> None:
    """Hold a password to the person it should belong to; too many wrong ones lock their signing for a while.

    Raises:
        SignatureRefusedError: leaves its trace in the audit log although the act itself is undone.
    """
    failures = queries.wrong_passwords(by.username, since=at - _LOOK_BACK)
    if failures >= _MOST_FAILURES:
        raise SignatureRefusedError(
            f"The password was wrong {failures} times. Signing is locked for at most "
            f"{_LOOK_BACK.seconds // 60} minutes; nothing was signed."
        )
    if not by.check_password(password):
        raise SignatureRefusedError(
            "The password does not match; nothing was signed.",
            by=by,
            act=queries.REFUSED,
            detail={"failures": failures + 1, "is_locked": failures + 1 >= _MOST_FAILURES},
        )
