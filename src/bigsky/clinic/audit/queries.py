"""Every read of the audit log."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.db.models import QuerySet

from bigsky.clinic.audit import chain
from bigsky.clinic.audit.models import AuditEntry, ChainHead


def as_dict(entry: AuditEntry) -> dict[str, Any]:
    """Give an entry as the plain values that are hashed; times in UTC."""
    return {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by,
        "role": entry.role,
        "act": entry.act,
        "subject": entry.subject,
        "patient": entry.patient,
        "detail": entry.detail,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def entries() -> Iterator[dict[str, Any]]:
    """Walk through the whole log, oldest first."""
    for entry in AuditEntry.objects.order_by("id").iterator():
        yield as_dict(entry)


def of_patient(patient_id: object) -> QuerySet[AuditEntry]:
    """List what was done to one patient's chart, newest first."""
    return AuditEntry.objects.filter(patient=str(patient_id)).order_by("-id")


def narrowed(*, patient: object = None, by: str = "") -> QuerySet[AuditEntry]:
    """List entries newest first, of one patient's chart, of one person, or of both."""
    found = AuditEntry.objects.order_by("-id")
    if patient:
        found = found.filter(patient=str(patient))
    return found.filter(by=by) if by else found


def latest(limit: int = 200) -> QuerySet[AuditEntry]:
    """List the newest entries first."""
    return AuditEntry.objects.order_by("-id")[:limit]


def first_break() -> int | None:
    """Find where the chain is broken; `None` when it is whole."""
    return chain.first_break(entries())


def proof() -> chain.Proof:
    """Verify the whole chain up to the newest hash that was kept apart."""
    head = ChainHead.objects.first()
    return chain.verify(entries(), newest_hash=head.hash if head else chain.GENESIS)
