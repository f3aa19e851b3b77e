"""Every read of planning."""

from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.patients import queries as patients
from bigsky.clinic.planning.models import TreatmentPlan
from bigsky.clinic.screening import queries as screening
from bigsky.clinic.signatures.queries import is_under


def current_plan(patient_id: UUID) -> TreatmentPlan | None:
    """Find the plan that may be given: signed, in force, unaltered, and screening still says proceed."""
    found = signed_plan(patient_id)
    if found is None or found.signature is None or not is_under(found.signature, found.content):
        return None
    return found if screening.may_proceed(patient_id) else None


def signed_plan(patient_id: UUID) -> TreatmentPlan | None:
    """Find the plan signed last, whether or not it may be given today."""
    return plans_of(patient_id).filter(signed_at__isnull=False, superseded_at__isnull=True).first()


def plans_of(patient_id: UUID) -> QuerySet[TreatmentPlan]:
    """List all plans of a person, drafts too, newest first."""
    return TreatmentPlan.objects.filter(patient_id=patient_id).select_related("signature", "drafted_by")


def plan(plan_id: UUID) -> TreatmentPlan:
    """Find one plan."""
    return TreatmentPlan.objects.select_related("patient", "signature", "drafted_by").get(pk=plan_id)


def sex_at_birth(patient_id: UUID) -> str:
    """Give the sex the ideal weight rests on: from the facts, else from the chart; empty when unknown."""
    told = screening.facts_of(patient_id).get("sex_at_birth")
    return str(told or patients.patient(patient_id).sex_at_birth)
