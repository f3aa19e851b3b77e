"""Every read of the schedule."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.scheduling.models import Appointment, Chair


def chairs() -> QuerySet[Chair]:
    """List the chairs."""
    return Chair.objects.all()


def chair(code: str) -> Chair:
    """Find one chair by its code."""
    return Chair.objects.get(code=code)


def appointment(appointment_id: UUID) -> Appointment:
    """Find one appointment."""
    return Appointment.objects.select_related("patient", "chair", "clinician").get(pk=appointment_id)


def on_day(day: date) -> QuerySet[Appointment]:
    """List what is booked on a day (in the clinic's time zone)."""
    return Appointment.objects.filter(starts_at__date=day, cancelled_at__isnull=True).select_related(
        "patient", "chair", "clinician"
    )


def of_patient(patient_id: UUID) -> QuerySet[Appointment]:
    """List one patient's appointments in order."""
    return Appointment.objects.filter(patient_id=patient_id).select_related("chair", "clinician")


def coming(patient_id: UUID, at: datetime) -> QuerySet[Appointment]:
    """List one patient's visits that are not over and not cancelled, in order."""
    return of_patient(patient_id).filter(ends_at__gt=at, cancelled_at__isnull=True)


def clash(
    *, starts_at: datetime, ends_at: datetime, chair_id: int | None, clinician_id: int | None
) -> Appointment | None:
    """Find an appointment that already takes this chair or this clinician."""
    overlapping = Appointment.objects.filter(
        cancelled_at__isnull=True, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if chair_id:
        return overlapping.filter(chair_id=chair_id).first()
    return (
        overlapping.filter(clinician_id=clinician_id, kind="consultation").first() if clinician_id else None
    )
