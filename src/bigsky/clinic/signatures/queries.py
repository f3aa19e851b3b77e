"""Every read of signatures."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.signatures.content import content_hash
from bigsky.clinic.signatures.models import Signature

REFUSED = "refused at signing"


def under(subject: str) -> QuerySet[Signature]:
    """List the signatures under one subject (`policy.Policy:<id>`), newest first."""
    return Signature.objects.filter(subject=subject).order_by("-at")


def is_under(signature: Signature, content: dict[str, Any]) -> bool:
    """Say whether this content is exactly what was signed."""
    return signature.content_hash == content_hash(content)


def wrong_passwords(username: str, *, since: datetime) -> int:
    """Count the wrong passwords at signing after a moment: the audit log knows them."""
    return audit.narrowed(by=username).filter(act=REFUSED, at__gt=since).count()
