"""What was done at the pump, each at the time it was really done. Nothing here commands a pump."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.actions.errors import NotReadyError
from bigsky.clinic.infusion.actions.log import _append, _locked
from bigsky.clinic.infusion.folding import programme_payload
from bigsky.clinic.infusion.models import Session
from bigsky.clinic.staff.acts import clinical_act
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act


@clinical_act(Act.RUN_INFUSION)
def start_infusion(
    *, by: User, at: datetime, session_id: UUID, happened_at: datetime | None = None
) -> Session:
    """Record that the pump was started with the plan's programme.

    Raises:
        NotReadyError: the plan, the second check, the baseline or the policy is missing.
    """
    session = _locked(session_id)
    missing = queries.missing_before_start(session, happened_at or at)
    if missing:
        raise NotReadyError(" ".join(missing))
    programme = programme_payload(session.plan_content)
    return _append(session_id, "start", by=by, at=at, happened_at=happened_at, payload=programme)


@clinical_act(Act.RUN_INFUSION)
def pause_infusion(
    *, by: User, at: datetime, session_id: UUID, reason: str, happened_at: datetime | None = None
) -> Session:
    """Record that the pump was halted for a while."""
    return _append(session_id, "pause", by=by, at=at, happened_at=happened_at, payload={"reason": reason})


@clinical_act(Act.RUN_INFUSION)
def resume_infusion(
    *, by: User, at: datetime, session_id: UUID, happened_at: datetime | None = None
) -> Session:
    """Record that the pump runs on at the rate last set."""
    return _append(session_id, "resume", by=by, at=at, happened_at=happened_at)


@clinical_act(Act.RUN_INFUSION)
def change_rate(
    *, by: User, at: datetime, session_id: UUID, rate_ml_per_h: Decimal, happened_at: datetime | None = None
) -> Session:
    """Record that another rate was set."""
    rate = {"rate_ml_per_h": str(rate_ml_per_h)}
    return _append(session_id, "change rate", by=by, at=at, happened_at=happened_at, payload=rate)


@clinical_act(Act.RUN_INFUSION)
def stop_infusion(
    *, by: User, at: datetime, session_id: UUID, reason: str, happened_at: datetime | None = None
) -> Session:
    """Record that the infusion ended, finished or for another reason."""
    return _append(session_id, "stop", by=by, at=at, happened_at=happened_at, payload={"reason": reason})


@clinical_act(Act.RUN_INFUSION)
def flush_line(
    *, by: User, at: datetime, session_id: UUID, volume_ml: Decimal, happened_at: datetime | None = None
) -> Session:
    """Record that carrier pushed what was left in the line into the vein."""
    volume = {"volume_ml": str(volume_ml)}
    return _append(session_id, "flush", by=by, at=at, happened_at=happened_at, payload=volume)
