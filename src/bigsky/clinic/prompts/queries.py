"""Every read of prompts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from bigsky.clinic.policy import queries as policy
from bigsky.clinic.prompts.models import Prompt
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Role

_ORDER = Case(
    When(urgency="now", then=Value(0)),
    When(urgency="today", then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def still_open() -> QuerySet[Prompt]:
    """List what waits for somebody, most urgent first."""
    return (
        Prompt.objects.filter(closed_at__isnull=True)
        .select_related("patient", "for_user")
        .order_by(_ORDER, "opened_at")
    )


def open_for(user: User) -> QuerySet[Prompt]:
    """List what waits for this person: addressed to them, or to their role (a director is a physician)."""
    roles = [user.role, Role.PHYSICIAN] if user.role == Role.MEDICAL_DIRECTOR else [user.role]
    return still_open().filter(Q(for_user=user) | Q(for_user__isnull=True, for_role__in=roles))


def open_in_session(session_key: UUID | str) -> QuerySet[Prompt]:
    """List what waits in one session."""
    return still_open().filter(session_key=str(session_key))


def of_patient(patient_id: UUID) -> QuerySet[Prompt]:
    """List all prompts of one patient, newest first."""
    return Prompt.objects.filter(patient_id=patient_id).order_by("-opened_at")


def prompt(prompt_id: UUID) -> Prompt:
    """Find one prompt."""
    return Prompt.objects.select_related("patient").get(pk=prompt_id)


def prompt_or_none(prompt_id: UUID) -> Prompt | None:
    """Find one prompt with everybody it names, or nothing."""
    return Prompt.objects.select_related("patient", "for_user", "closed_by").filter(pk=prompt_id).first()


def lately_closed(*, limit: int) -> QuerySet[Prompt]:
    """List the prompts closed last, newest first."""
    closed = Prompt.objects.filter(closed_at__isnull=False).select_related("patient", "closed_by")
    return closed.order_by("-closed_at")[:limit]


def escalation_in_force(at: datetime) -> dict[str, Any] | None:
    """Give the signed rule that passes on what nobody closes; `None` when there is none."""
    return policy.content_in_force("escalation", at)


def overdue(at: datetime) -> list[Prompt]:
    """List the prompts marked `now` that nobody closed in time, and that were not passed on yet."""
    rule = escalation_in_force(at)
    if rule is None:
        return []
    late = still_open().filter(
        urgency="now", opened_at__lte=at - timedelta(minutes=int(rule["now_unclosed_minutes"]))
    )
    passed_on = set(Prompt.objects.filter(kind="escalation").values_list("once_key", flat=True))
    return [each for each in late.exclude(kind="escalation") if escalation_key(each) not in passed_on]


def escalation_key(prompt: Prompt) -> str:
    """Name the escalation of a prompt, so that it is opened once."""
    return f"escalation:{prompt.pk}"


def was_opened(once_key: str) -> bool:
    """Say whether this prompt was ever opened."""
    return Prompt.objects.filter(once_key=once_key).exists()
