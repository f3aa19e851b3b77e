"""Every write of patients."""

from datetime import date, datetime
from uuid import UUID

from bigsky.clinic.patients.models import Patient
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act


@clinical_act(Act.REGISTER_PATIENT)
def register_patient(  # noqa: PLR0913 - who a person is
    *,
    by: User,
    at: datetime,
    given_name: str,
    family_name: str,
    birth_date: date,
    phone: str,
    email: str = "",
    sex_at_birth: str = "",
    clinician: User | None = None,
) -> Patient:
    """Open a chart for a person."""
    patient = Patient.objects.create(
        number=f"BS-{Patient.objects.count() + 1:05d}",
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        phone=phone,
        email=email,
        sex_at_birth=sex_at_birth,
        clinician=clinician,
        registered_at=at,
    )
    record(by=by, at=at, act="register patient", subject=patient, patient=patient.pk)
    return patient


@clinical_act(Act.REGISTER_PATIENT)
def name_clinician(*, by: User, at: datetime, patient_id: UUID, clinician: User) -> Patient:
    """Say which clinician is responsible for a person, and is paged for them."""
    patient = Patient.objects.select_for_update().get(pk=patient_id)
    before = patient.clinician.username if patient.clinician else ""
    patient.clinician = clinician
    patient.save(update_fields=["clinician"])
    record(
        by=by, at=at, act="name clinician", subject=patient, patient=patient.pk,
        detail={"before": before, "after": clinician.username},
    )  # fmt: skip
    return patient


@clinical_act(Act.REGISTER_PATIENT)
def give_login(*, by: User, at: datetime, patient_id: UUID, user: User) -> Patient:
    """Let a patient see their own pages."""
    patient = Patient.objects.select_for_update().get(pk=patient_id)
    patient.user = user
    patient.save(update_fields=["user"])
    record(
        by=by, at=at, act="give login", subject=patient, patient=patient.pk, detail={"user": user.username}
    )
    return patient
