"""Every write of prompts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timesince import timesince

from bigsky.clinic.prompts import queries
from bigsky.clinic.prompts.models import Prompt
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role


class PromptClosedError(ValueError):
    """A prompt is closed once, with words."""


class NoEscalationError(ValueError):
    """Without a signed policy nothing is passed on."""


@clinical_act(Act.OPEN_PROMPT)
def open_prompt(  # noqa: PLR0913 - what, why, for whom
    *,
    by: User,
    at: datetime,
    kind: str,
    text: str,
    once_key: str,
    urgency: str = "today",
    basis: dict[str, Any] | None = None,
    patient_id: UUID | None = None,
    session_key: UUID | str = "",
    for_user: User | None = None,
    for_role: Role = Role.NURSE,
) -> Prompt:
    """Ask a person to look; asking again under the same `once_key` changes nothing."""
    prompt, is_new = Prompt.objects.get_or_create(
        once_key=once_key,
        defaults={
            "kind": kind,
            "text": text,
            "urgency": urgency,
            "basis": basis or {},
            "patient_id": patient_id,
            "session_key": str(session_key or ""),
            "for_user": for_user,
            "for_role": for_role,
            "opened_at": at,
        },
    )
    act = "open prompt" if is_new else "open prompt again"
    record(
        by=by, at=at, act=act, subject=prompt, patient=patient_id, detail={"kind": kind, "once_key": once_key}
    )
    return prompt


@clinical_act(Act.CLOSE_PROMPT)
def close_prompt(*, by: User, at: datetime, prompt_id: UUID, decision: str) -> Prompt:
    """Close a prompt with what was decided; closing it twice is refused."""
    prompt = Prompt.objects.select_for_update().filter(pk=prompt_id).first()
    if prompt is None:
        raise PromptClosedError("There is no such prompt.")
    if prompt.closed_at is not None:
        raise PromptClosedError("Somebody has already closed this prompt; nothing was changed.")
    if not decision.strip():
        raise PromptClosedError("Say what was decided.")
    prompt.closed_at, prompt.closed_by, prompt.decision = at, by, decision.strip()
    prompt.save()
    record(
        by=by,
        at=at,
        act="close prompt",
        subject=prompt,
        patient=prompt.patient_id,
        detail={"decision": prompt.decision},
    )
    return prompt


@clinical_act(Act.OPEN_PROMPT)
def escalate_prompt(*, by: User, at: datetime, prompt_id: UUID) -> Prompt:
    """Pass a prompt nobody closed on to whom the signed policy names; the prompt itself stays open.

    Raises:
        NoEscalationError: no signed policy says to whom.
    """
    rule = queries.escalation_in_force(at)
    if rule is None:
        raise NoEscalationError("No escalation policy is in force.")
    return _escalate(queries.prompt(prompt_id), by=by, at=at, rule=rule)


def _escalate(late: Prompt, *, by: User, at: datetime, rule: dict[str, Any]) -> Prompt:
    waiting = timesince(late.opened_at, at, depth=1)
    return open_prompt(
        by=by,
        at=at,
        kind="escalation",
        text=f"Nobody has closed this for {waiting}: {late.text}",
        once_key=queries.escalation_key(late),
        urgency="now",
        basis={
            "inputs": {"opened at": f"{late.opened_at:%Y-%m-%d %H:%M} UTC", "waiting": waiting},
            "rule": f"A prompt marked now is passed on after {rule['now_unclosed_minutes']} min.",
            "policy": f"{rule['policy_id']} v{rule['version']} ({rule['signed_by']})",
            "source": rule["source"],
        },
        patient_id=late.patient_id,
        session_key=late.session_key,
        for_role=Role(rule["escalate_to"]),
    )
