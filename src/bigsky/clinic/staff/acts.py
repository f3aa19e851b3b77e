"""What makes a function a clinical act: who may do it, in one transaction, with its audit entry."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from bigsky.clinic.audit import actions as audit
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, require

P = ParamSpec("P")
R = TypeVar("R")


def clinical_act(act: Act) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a keyword-only function with `by` and `at` as a clinical act.

    Raises:
        PermissionDenied: the person's role may not do this.
        AssertionError: the function left no audit entry (a programming error).
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs["by"]
            if not isinstance(by, User):
                raise TypeError("`by` is a User")
            require(by.role, act)
            with transaction.atomic():
                before = audit.entries_left.get()
                answer = function(*args, **kwargs)
                if audit.entries_left.get() == before:
                    raise AssertionError(f"{function.__qualname__} left no audit entry")
            return answer

        run.act = act  # type: ignore[attr-defined]  # read by the contract test of all acts
        return run

    return mark


def record(
    *,
    by: User,
    at: datetime,
    act: str,
    subject: object,
    patient: object = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Leave the audit entry of an act: `subject` is the saved row it was done to."""
    audit.record(
        by=by.username,
        role=by.role,
        at=at,
        act=act,
        subject=name_of(subject),
        patient=str(patient or ""),
        detail=detail,
    )


def name_of(subject: object) -> str:
    """Name a row as `intake.Request:<id>`; a string names itself."""
    if isinstance(subject, str):
        return subject
    meta: Any = subject._meta  # type: ignore[attr-defined]  # noqa: SLF001 - Django's public name for it
    return f"{meta.label}:{subject.pk}"  # type: ignore[attr-defined]
