"""Every read of patients."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from bigsky.clinic.patients.models import Patient


def patient(patient_id: UUID) -> Patient:
    """Find one patient; raises `Patient.DoesNotExist`."""
    return Patient.objects.select_related("clinician").get(pk=patient_id)


def patient_of_user(user_id: int) -> Patient | None:
    """Find the patient who logs in as this user."""
    return Patient.objects.filter(user_id=user_id).first()


def everyone() -> QuerySet[Patient]:
    """List all patients by name."""
    return Patient.objects.all()


def search(text: str) -> QuerySet[Patient]:
    """List patients whose name or number contains the text."""
    words = text.split()
    found = Patient.objects.all()
    for word in words:
        found = found.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(number__icontains=word)
        )
    return found


def same_person(*, given_name: str, family_name: str, birth_date: date) -> Patient | None:
    """Find somebody already registered under this name and birth date."""
    return Patient.objects.filter(
        given_name__iexact=given_name, family_name__iexact=family_name, birth_date=birth_date
    ).first()


def age_years(birth_date: date, on: date) -> int:
    """Count the whole years lived on a day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
