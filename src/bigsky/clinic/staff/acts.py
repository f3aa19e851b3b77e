"""What makes a function a clinical act: who may do it, in one transaction, with its audit entry."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bigsky.clinic.audit import actions as audit
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, require

P = ParamSpec("P")
R = TypeVar("R")


class RefusedWithTraceError(PermissionDenied):
    """A refusal that undoes its act, and yet leaves an audit entry: of `act`, by the person refused."""

    def __init__(
        self, says: str, *, by: User | None = None, act: str = "", detail: dict[str, Any] | None = None
    ) -> None:
        super().__init__(says)
        self.by, self.act, self.detail = by, act, detail


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
            try:
                with transaction.atomic():
                    return _done(function, *args, **kwargs)
            except Exception as refused:
                _leave_trace(refused, at=kwargs.get("at"), subject=function.__name__)
                raise

        run.act = act  # type: ignore[attr-defined]  # read by the contract test of all acts
        return run

    return mark


def _done(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    before = audit.entries_left.get()
    answer = function(*args, **kwargs)
    if audit.entries_left.get() == before:
        raise AssertionError(f"{function.__qualname__} left no audit entry")
    return answer


def _leave_trace(refused: BaseException | None, *, at: Any, subject: str) -> None:  # noqa: ANN401 - read from kwargs
    """Write down what a refusal, or whatever it was turned into, wants remembered."""
    while refused is not None:
        if isinstance(refused, RefusedWithTraceError) and refused.by is not None:
            record(by=refused.by, at=at, act=refused.act, subject=subject, detail=refused.detail)
        refused = refused.__cause__


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
    return f"{meta.label}:{subject.pk}"  # type: ignore[attr-defined]  # a saved row has one
