"""Every write of policy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from bigsky.clinic.policy.checking import Problem, problems
from bigsky.clinic.policy.models import Policy
from bigsky.clinic.signatures.actions import sign
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act


class AlreadySignedError(ValueError):
    """A signed version does not change; a new one is drafted."""


class BrokenPolicyError(ValueError):
    """The content would not guard what it says it guards; each problem names its place."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(" ".join(map(str, found)))
        self.problems = found


@clinical_act(Act.SIGN_POLICY)
def draft_policy(*, by: User, at: datetime, kind: str, content: dict[str, Any]) -> Policy:
    """Write down a new version; it is not in force until it is signed.

    Raises:
        BrokenPolicyError: the content is not sound.
    """
    _refuse_broken(kind, content)
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
    """Put a version in force and supersede the one before it.

    Raises:
        AlreadySignedError: it was signed before.
        BrokenPolicyError: the content is not sound, whenever it was drafted.
        PermissionDenied: the password is not theirs, or was wrong too often.
    """
    policy = Policy.objects.select_for_update().get(pk=policy_id)
    if policy.signature_id:
        raise AlreadySignedError("This version is already signed; draft a new one to change it.")
    _refuse_broken(policy.kind, policy.content)
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


def _refuse_broken(kind: str, content: dict[str, Any]) -> None:
    found = problems(kind, content)
    if found:
        raise BrokenPolicyError(found)
