"""Every write of prompts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from bigsky.clinic.prompts.models import Prompt
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role


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
    prompt = Prompt.objects.select_for_update().get(pk=prompt_id)
    if prompt.closed_at is not None:
        raise ValueError("This prompt is already closed.")
    if not decision.strip():
        raise ValueError("Say what was decided.")
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
