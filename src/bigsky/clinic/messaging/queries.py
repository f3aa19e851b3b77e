"""Every read of messages."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.messaging.models import Message

MOST_ATTEMPTS = 5


def due(at: datetime) -> QuerySet[Message]:
    """List what should have gone out by now and has not."""
    return Message.objects.filter(sent_at__isnull=True, due_at__lte=at, attempts__lt=MOST_ATTEMPTS).order_by(
        "due_at"
    )


def outbox() -> QuerySet[Message]:
    """List all messages, newest first."""
    return Message.objects.select_related("patient")


def of_patient(patient_id: UUID) -> QuerySet[Message]:
    """List the messages to one patient, newest first."""
    return Message.objects.filter(patient_id=patient_id)
