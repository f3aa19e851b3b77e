"""The one way an event enters a session: the science folds everything again and may refuse."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.actions.errors import StepRefusedError
from bigsky.clinic.infusion.folding import as_recorded, happening_of
from bigsky.clinic.infusion.models import LIVE_PHASES, DeviceBinding, Session, SessionEvent
from bigsky.clinic.staff.acts import record
from bigsky.clinic.staff.models import User
from bigsky.ketamine import library
from bigsky.ketamine.infusion import recorded
from bigsky.ketamine.infusion import session as science
from bigsky.ketamine.vocabulary.refusal import Refusal


def _locked(session_id: UUID) -> Session:
    """Take a session for writing; nobody else writes to it meanwhile."""
    return Session.objects.select_for_update().get(pk=session_id)


def _append(
    session_id: UUID,
    kind: str,
    *,
    by: User,
    at: datetime,
    happened_at: datetime | None,
    payload: Mapping[str, Any] | None = None,
) -> Session:
    """Write one event at its true time and leave the audit entry; called inside an act.

    Raises:
        StepRefusedError: what is said of the event is missing or impossible, or it cannot have happened then.
    """
    _refuse_impossible(kind, payload or {})
    session = _locked(session_id)
    event = SessionEvent(
        session=session, kind=kind, happened_at=happened_at or at, entered_at=at, by=by, payload=payload or {}
    )
    accepted = science.record(queries.happenings(session), happening_of(event))
    if isinstance(accepted, Refusal):
        raise StepRefusedError(f"{accepted.reason}.")
    event.save()
    _remember_phase(session, at)
    detail = {"happened_at": event.happened_at.isoformat(), **event.payload}
    record(by=by, at=at, act=kind, subject=session, patient=session.patient_id, detail=detail)
    return session


def _refuse_impossible(kind: str, payload: Mapping[str, Any]) -> None:
    # Forms guard the keyboard; this guards the record, whoever writes into it.
    if not str(payload.get("reason", "none asked for")).strip():
        raise StepRefusedError("Say the reason.")
    read = recorded.event_from_json(as_recorded(kind, payload), library.limits())
    if isinstance(read, Refusal):
        raise StepRefusedError(f"{read.field.replace('_', ' ').capitalize()}: {read.reason}.")


def _remember_phase(session: Session, at: datetime) -> None:
    session.phase = str(queries.state_of(session).state)
    session.save(update_fields=["phase"])
    if session.phase not in LIVE_PHASES:
        DeviceBinding.objects.filter(session=session, ended_at__isnull=True).update(ended_at=at)
