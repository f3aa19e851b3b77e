"""Every read of messages."""

import re
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.messaging.models import Message

MOST_ATTEMPTS = 5
_LINK = re.compile(r"https?://\S+")


def due(at: datetime) -> QuerySet[Message]:
    """List what should have gone out by now and has not."""
    return Message.objects.filter(sent_at__isnull=True, due_at__lte=at, attempts__lt=MOST_ATTEMPTS).order_by(
        "due_at"
    )


def outbox() -> QuerySet[Message]:
    """List all messages, newest first."""
    return Message.objects.select_related("patient")


def readable_body(message: Message, *, shows_links: bool) -> str:
    """Give the text for the page; a patient's own link is hidden from everybody else."""
    return message.body if shows_links else _LINK.sub("[their own link]", message.body)


def of_patient(patient_id: UUID) -> QuerySet[Message]:
    """List the messages to one patient, newest first."""
    return Message.objects.filter(patient_id=patient_id)


def given_up() -> QuerySet[Message]:
    """List what was tried too often and never went out."""
    return Message.objects.filter(sent_at__isnull=True, attempts__gte=MOST_ATTEMPTS)
