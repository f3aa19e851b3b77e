"""What holds a decision to proceed back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from bigsky.clinic.screening import basis
from bigsky.clinic.screening.models import Screening
from bigsky.clinic.signatures.actions import sign
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may

Second = tuple[User, str]


class DecisionError(ValueError):
    """This decision cannot be made; `field` says where on the form."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def refuse_to_proceed(screening: Screening, at: datetime) -> None:
    """Hold back unless the facts still hold, nothing is unknown, and the policy used is the one in force."""
    policy = basis.policy_at(at)
    if not policy.is_active(basis.day_of(at)):
        raise DecisionError("decision", "No signed screening policy is in force: nobody can proceed.")
    if screening.policy_version != policy.stamp.label:
        raise DecisionError(
            "decision", f"Screened under another policy than {policy.stamp.label}: screen again."
        )
    if screening.sheet.superseded_at is not None:
        raise DecisionError("decision", "Facts were changed after this screening: screen again.")
    # A must-not comes before the unknowns in the outcome; overriding it does not make them known.
    if any(finding["verdict"] == "unknown" for finding in screening.findings):
        raise DecisionError(
            "decision", "Something is still unknown. Unknown never passes: find it out first."
        )


def override(screening: Screening, *, by: User, at: datetime, second: Second | None, reason: str) -> None:
    """Have a second clinician sign that an absolute contraindication is overridden."""
    if second is None:
        raise DecisionError("second_username", "A “must not” can only be overridden by two people.")
    user, password = second
    if user.pk == by.pk or not user.is_active or not may(user.role, Act.DECIDE_SCREENING):
        raise DecisionError("second_username", "The second person is another clinician, not yourself.")
    content = {"screening": str(screening.pk), "findings": screening.findings, "reason": reason.strip()}
    try:
        screening.override = sign(
            by=user, at=at, password=password, meaning="override", subject=screening, content=content
        )
    except PermissionDenied as refusal:
        raise DecisionError("second_password", str(refusal)) from refusal
