"""What a page about one patient needs first: the patient, or a plain 404."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from bigsky.clinic.patients.queries import patient

if TYPE_CHECKING:
    from bigsky.clinic.patients.models import Patient


def patient_or_404(patient_id: UUID) -> "Patient":
    """Find the patient of an address."""
    try:
        return patient(patient_id)
    except ObjectDoesNotExist as missing:
        raise Http404("There is no such patient.") from missing
