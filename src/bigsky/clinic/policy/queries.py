"""Every read of policy."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bigsky.clinic.policy.models import Policy
from bigsky.clinic.signatures import queries as signatures
from bigsky.ketamine import library


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


def kinds() -> list[str]:
    """List the kinds of policy a clinic may sign: those that ship with an example."""
    return library.policy_kinds()


def example(kind: str) -> dict[str, Any] | None:
    """Give the example that ships for a kind; an example is never in force."""
    if kind not in kinds():
        return None
    return {key: _as_json(value) for key, value in library.policy_content(f"{kind}-example").items()}


def versions(kind: str) -> QuerySet[Policy]:
    """List the versions of one kind, newest first."""
    return every_version().filter(kind=kind).order_by("-version")


def compared_with(policy: Policy, at: datetime) -> dict[str, Any]:
    """Find what a version is read against: what was signed before it, otherwise the example that ships."""
    if policy.in_force_from is None:
        before = in_force(policy.kind, at)
    else:
        signed = versions(policy.kind).filter(in_force_from__lt=policy.in_force_from)
        before = signed.order_by("-in_force_from").first()
    if before is None:
        return {"name": "The example", "content": example(policy.kind) or {}}
    return {"name": f"Version {before.version}", "content": before.content, "policy": before}


def is_as_signed(policy: Policy) -> bool:
    """Say whether the content is still exactly what was signed."""
    return policy.signature is not None and signatures.is_under(policy.signature, policy.content)


def policy_or_none(policy_id: UUID) -> Policy | None:
    """Find one version, or nothing."""
    return every_version().filter(pk=policy_id).first()


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


def _as_json(value: object) -> object:
    """Decimals are kept as text: what is stored and signed is plain JSON."""
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value
