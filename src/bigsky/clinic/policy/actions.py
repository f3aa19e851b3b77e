"""Every write of policy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from bigsky.clinic.policy.models import Policy
from bigsky.clinic.signatures.actions import sign
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act


class AlreadySignedError(ValueError):
    """A signed version does not change; a new one is drafted."""


@clinical_act(Act.SIGN_POLICY)
def draft_policy(*, by: User, at: datetime, kind: str, content: dict[str, Any]) -> Policy:
    """Write down a new version; it is not in force until it is signed."""
    newest = Policy.objects.filter(kind=kind).first()
    policy = Policy.objects.create(
        kind=kind,
        version=newest.version + 1 if newest else 1,
        content=content,
        drafted_at=at,
        drafted_by=by.username,
    )
    record(by=by, at=at, act="draft policy", subject=policy, detail={"kind": kind, "version": policy.version})
    return policy


@clinical_act(Act.SIGN_POLICY)
def sign_policy(*, by: User, at: datetime, policy_id: UUID, password: str) -> Policy:
    """Put a version in force and supersede the one before it."""
    policy = Policy.objects.select_for_update().get(pk=policy_id)
    if policy.signature_id:
        raise AlreadySignedError("This version is already signed; draft a new one to change it.")
    Policy.objects.filter(kind=policy.kind, in_force_from__isnull=False, superseded_at__isnull=True).update(
        superseded_at=at
    )
    policy.signature = sign(
        by=by, at=at, password=password, meaning="approved", subject=policy, content=policy.content
    )
    policy.in_force_from = at
    policy.save()
    record(
        by=by,
        at=at,
        act="sign policy",
        subject=policy,
        detail={"kind": policy.kind, "version": policy.version},
    )
    return policy
