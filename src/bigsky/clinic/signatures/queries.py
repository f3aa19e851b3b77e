"""Every read of signatures."""

from typing import Any

from django.db.models import QuerySet

from bigsky.clinic.signatures.content import content_hash
from bigsky.clinic.signatures.models import Signature


def under(subject: str) -> QuerySet[Signature]:
    """List the signatures under one subject (`policy.Policy:<id>`), newest first."""
    return Signature.objects.filter(subject=subject).order_by("-at")


def is_under(signature: Signature, content: dict[str, Any]) -> bool:
    """Say whether this content is exactly what was signed."""
    return signature.content_hash == content_hash(content)
