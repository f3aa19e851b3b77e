"""Every read of policy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bigsky.clinic.policy.models import Policy


def in_force(kind: str, at: datetime) -> Policy | None:
    """Find the signed policy of a kind that was in force at a moment; `None` when there was none."""
    return (
        Policy.objects.filter(kind=kind, in_force_from__lte=at)
        .filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=at))
        .select_related("signature")
        .first()
    )


def every_version() -> QuerySet[Policy]:
    """List all versions of all kinds, newest first within a kind."""
    return Policy.objects.select_related("signature")


def policy(policy_id: UUID) -> Policy:
    """Find one version."""
    return Policy.objects.select_related("signature").get(pk=policy_id)


def content_in_force(kind: str, at: datetime) -> dict[str, Any] | None:
    """Give the policy's content as the science reads it, with its version and its signature."""
    found = in_force(kind, at)
    if found is None or found.signature is None or found.in_force_from is None:
        return None
    return {
        **found.content,
        "version": found.version,
        "status": "signed",
        "signed_by": found.signature.printed_name,
        "signed_at": found.in_force_from.isoformat(),
    }
