"""After the pump: recovery, going home, and the two ways in which a session ends otherwise."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bigsky.clinic.infusion.actions.errors import DischargeRefusedError
from bigsky.clinic.infusion.actions.log import _append, _locked
from bigsky.clinic.infusion.models import DischargeRecord, Session
from bigsky.clinic.infusion.queries import discharge_answer
from bigsky.clinic.staff.acts import clinical_act
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act


@clinical_act(Act.RUN_INFUSION)
def begin_recovery(
    *, by: User, at: datetime, session_id: UUID, happened_at: datetime | None = None
) -> Session:
    """Record that the person now rests under watch."""
    return _append(session_id, "begin recovery", by=by, at=at, happened_at=happened_at)


@clinical_act(Act.DISCHARGE_PATIENT)
def discharge(
    *, by: User, at: datetime, session_id: UUID, checklist: Mapping[str, bool | None], escort_name: str
) -> DischargeRecord:
    """Let the person go home when every criterion is met; what is unknown blocks.

    Raises:
        DischargeRefusedError: says which criteria are not met or not known.
    """
    session = _locked(session_id)
    if DischargeRecord.objects.filter(session=session).exists():
        raise DischargeRefusedError("This person has already been discharged.")
    answer = discharge_answer(session, checklist, at)
    if not answer.may_discharge:
        raise DischargeRefusedError.of(answer)
    if not escort_name.strip():
        raise DischargeRefusedError("Write down who takes the person home.")
    kept = DischargeRecord.objects.create(
        session=session,
        checklist=dict(checklist),
        findings=answer.as_json(),
        escort_name=escort_name.strip(),
        discharged_at=at,
        by=by,
    )
    _append(session_id, "discharge", by=by, at=at, happened_at=at, payload={"escort": kept.escort_name})
    return kept


@clinical_act(Act.DISCHARGE_PATIENT)
def complete_session(*, by: User, at: datetime, session_id: UUID) -> Session:
    """Close the record of a session."""
    return _append(session_id, "complete", by=by, at=at, happened_at=at)


@clinical_act(Act.PREPARE_SESSION)
def cancel_session(*, by: User, at: datetime, session_id: UUID, reason: str) -> Session:
    """Call a session off before it started."""
    return _append(session_id, "cancel", by=by, at=at, happened_at=at, payload={"reason": reason})


@clinical_act(Act.RUN_INFUSION)
def transfer(
    *, by: User, at: datetime, session_id: UUID, reason: str, happened_at: datetime | None = None
) -> Session:
    """Record that in an emergency the person was handed to another place; the pump is off from then on."""
    return _append(session_id, "transfer", by=by, at=at, happened_at=happened_at, payload={"reason": reason})
