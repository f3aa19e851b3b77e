"""Every read of prompts."""

from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from bigsky.clinic.prompts.models import Prompt
from bigsky.clinic.staff.models import User

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
    """List what waits for this person: addressed to them, or to their role."""
    return still_open().filter(Q(for_user=user) | Q(for_user__isnull=True, for_role=user.role))


def open_in_session(session_key: UUID | str) -> QuerySet[Prompt]:
    """List what waits in one session."""
    return still_open().filter(session_key=str(session_key))


def of_patient(patient_id: UUID) -> QuerySet[Prompt]:
    """List all prompts of one patient, newest first."""
    return Prompt.objects.filter(patient_id=patient_id).order_by("-opened_at")


def prompt(prompt_id: UUID) -> Prompt:
    """Find one prompt."""
    return Prompt.objects.select_related("patient").get(pk=prompt_id)
