"""Every write of the schedule."""

from datetime import datetime
from uuid import UUID

from bigsky.clinic.scheduling import queries
from bigsky.clinic.scheduling.models import Appointment, Chair
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act


class ChairTakenError(ValueError):
    """The chair or the clinician is already booked at that time."""


class CodeTakenError(ValueError):
    """Another chair has this code."""


@clinical_act(Act.MANAGE_STAFF)
def add_chair(*, by: User, at: datetime, code: str, name: str) -> Chair:
    """Set up a chair.

    Raises:
        CodeTakenError: upper and lower case do not tell two chairs apart.
    """
    if Chair.objects.filter(code__iexact=code).exists():
        raise CodeTakenError(f"There is a chair “{code}” already; choose another code.")
    chair = Chair.objects.create(code=code, name=name)
    record(by=by, at=at, act="add chair", subject=chair, detail={"code": code})
    return chair


@clinical_act(Act.BOOK_APPOINTMENT)
def book_appointment(
    *,
    by: User,
    at: datetime,
    patient_id: UUID,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    chair: Chair | None = None,
    clinician: User | None = None,
) -> Appointment:
    """Book a visit.

    Raises:
        ChairTakenError: the chair or the clinician is taken.
    """
    taken = queries.clash(
        starts_at=starts_at,
        ends_at=ends_at,
        chair_id=chair.pk if chair else None,
        clinician_id=clinician.pk if clinician else None,
    )
    if taken:
        raise ChairTakenError(f"Already booked from {taken.starts_at:%H:%M} to {taken.ends_at:%H:%M}.")
    appointment = Appointment.objects.create(
        patient_id=patient_id,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        chair=chair,
        clinician=clinician,
        booked_at=at,
    )
    record(
        by=by, at=at, act="book appointment", subject=appointment, patient=patient_id,
        detail={"kind": kind, "starts_at": starts_at.isoformat()},
    )  # fmt: skip
    return appointment


@clinical_act(Act.BOOK_APPOINTMENT)
def cancel_appointment(*, by: User, at: datetime, appointment_id: UUID, reason: str) -> Appointment:
    """Cancel a visit with a reason; it stays on record."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    appointment.cancelled_at, appointment.cancel_reason = at, reason
    appointment.save()
    record(
        by=by, at=at, act="cancel appointment", subject=appointment, patient=appointment.patient_id,
        detail={"reason": reason},
    )  # fmt: skip
    return appointment
