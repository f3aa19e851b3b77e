"""What is stored of sessions, and what follows from their events."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, QuerySet

from bigsky.clinic.infusion.folding import Happenings, happenings_of, line_of
from bigsky.clinic.infusion.models import (
    LIVE_PHASES,
    DeviceBinding,
    Observation,
    Session,
    SessionEvent,
    SyringeCheck,
)
from bigsky.ketamine.infusion import delivery
from bigsky.ketamine.infusion import session as science
from bigsky.ketamine.vocabulary.refusal import Refusal


def session(session_id: UUID) -> Session:
    """Find one session; raises `Session.DoesNotExist`."""
    return Session.objects.select_related("patient", "patient__clinician", "plan", "prepared_by").get(
        pk=session_id
    )


def open_sessions() -> QuerySet[Session]:
    """List the sessions whose person is still in a chair."""
    return (
        Session.objects.filter(phase__in=LIVE_PHASES)
        .select_related("patient", "patient__clinician")
        .order_by("chair_code")
    )


def of_patient(patient_id: UUID) -> QuerySet[Session]:
    """List one person's sessions, newest first."""
    return Session.objects.filter(patient_id=patient_id)


def open_in_chair(chair_code: str) -> Session | None:
    """Find who sits in a chair now."""
    return open_sessions().filter(chair_code=chair_code).first()


def events_of(of: Session) -> QuerySet[SessionEvent]:
    """List what happened in true order, without what has been superseded."""
    return SessionEvent.objects.filter(session=of, superseded_by__isnull=True).select_related("by")


def happenings(of: Session) -> Happenings:
    """List what happened, as the science reads it."""
    return happenings_of(events_of(of))


def state_of(of: Session) -> science.Session:
    """Fold the events at their true time into where the session stands."""
    folded = science.session_of(happenings(of))
    if isinstance(folded, Refusal):
        raise TypeError(f"Stored events do not fold: {folded}")
    return folded


def delivered(of: Session, at: datetime) -> delivery.Delivered:
    """Reckon what left the pump, what sits in the line and what reached the vein by a moment."""
    answer = delivery.delivered(happenings(of), at=at, line=line_of(of.plan_content))
    if isinstance(answer, Refusal):
        raise TypeError(f"Stored events do not fold: {answer}")
    return answer


def delivered_mg(of: Session, at: datetime) -> Decimal:
    """Reckon the milligrams that had reached the vein by a moment."""
    return delivered(of, at).dose_mg


def observations_of(of: Session) -> QuerySet[Observation]:
    """List what was observed in a session, in order."""
    return Observation.objects.filter(session=of).select_related("accepted_by")


def observations_after(last_id: int, *, until: int | None = None) -> QuerySet[Observation]:
    """List observations stored after a given one, oldest first (of every session)."""
    newer = Observation.objects.filter(pk__gt=last_id)
    if until is not None:
        newer = newer.filter(pk__lte=until)
    return newer.order_by("pk")


def newest_observation_id() -> int:
    """Say the number of the newest stored observation; 0 when there is none."""
    return Observation.objects.aggregate(newest=Max("pk"))["newest"] or 0


def newest_of(of: Session) -> dict[str, Observation]:
    """Find the newest observation of each kind, accepted or not."""
    return {row.kind: row for row in observations_of(of)}


def binding_of(of: Session) -> DeviceBinding | None:
    """Find the monitor that watches a session now."""
    return DeviceBinding.objects.filter(session=of, ended_at__isnull=True).first()


def binding_for(device_id: str, observed_at: datetime) -> DeviceBinding | None:
    """Find whom a monitor watched at a moment; what it saw before it was bound belongs to nobody here."""
    covering = DeviceBinding.objects.filter(device_id=device_id, bound_at__lte=observed_at)
    for binding in covering.select_related("session", "session__patient").order_by("-bound_at"):
        if binding.ended_at is None or observed_at < binding.ended_at:
            return binding
    return None


def syringe_check_of(of: Session) -> SyringeCheck | None:
    """Find the second person's check of this session's syringe."""
    return SyringeCheck.objects.filter(session=of).select_related("checked_by").first()
