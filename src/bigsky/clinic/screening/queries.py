"""Every read of screening."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.policy import queries as policy
from bigsky.clinic.screening.models import FactSheet, Screening

DECISIONS = {"proceed": "Proceed", "not-now": "Not now", "more-information": "More information first"}


def current_sheet(patient_id: UUID) -> FactSheet | None:
    """Find the fact sheet that holds now."""
    return (
        FactSheet.objects.filter(patient_id=patient_id, superseded_at__isnull=True)
        .select_related("recorded_by")
        .first()
    )


def facts_of(patient_id: UUID) -> dict[str, Any]:
    """Give what is known of a person, by fact name; an absent name is unknown."""
    sheet = current_sheet(patient_id)
    return dict(sheet.facts) if sheet else {}


def latest(patient_id: UUID) -> Screening | None:
    """Find the newest screening of a person."""
    return of_patient(patient_id).filter(superseded_at__isnull=True).first()


def of_patient(patient_id: UUID) -> QuerySet[Screening]:
    """List all screenings of a person, newest first."""
    return Screening.objects.filter(patient_id=patient_id).select_related(
        "sheet", "screened_by", "decided_by", "override"
    )


def screening(screening_id: UUID) -> Screening:
    """Find one screening."""
    return Screening.objects.select_related("patient", "sheet", "decided_by").get(pk=screening_id)


def may_proceed(patient_id: UUID) -> bool:
    """Say whether the newest screening was decided `proceed`, on facts that still hold."""
    newest = latest(patient_id)
    return newest is not None and newest.decision == "proceed" and newest.sheet.superseded_at is None


def policy_in_force(at: datetime) -> str:
    """Name the signed screening policy in force at a moment; empty when there is none."""
    found = policy.content_in_force("screening", at)
    return f"{found['policy_id']} v{found['version']}, signed by {found['signed_by']}" if found else ""
