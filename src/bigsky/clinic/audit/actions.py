"""The only way into the audit log."""

from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction

from bigsky.clinic.audit import chain
from bigsky.clinic.audit.models import AuditEntry, ChainHead
from bigsky.clinic.audit.queries import as_dict

# How many entries this act has left so far; `staff.acts` refuses an act that left none.
entries_left: ContextVar[int] = ContextVar("entries_left", default=0)


def record(
    *,
    by: str,
    role: str,
    at: datetime,
    act: str,
    subject: str,
    patient: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Append one entry to the chain, in the transaction of the act it records."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1, defaults={"hash": chain.GENESIS})
        entry = AuditEntry(
            at=at, by=by, role=role, act=act, subject=subject, patient=patient, detail=detail or {}
        )
        entry.previous_hash = head.hash
        entry.hash = head.hash = chain.link(head.hash, as_dict(entry))
        entry.save()
        head.save()
    entries_left.set(entries_left.get() + 1)
