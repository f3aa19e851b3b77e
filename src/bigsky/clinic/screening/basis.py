"""What a screening is made on: the facts, those filled in from elsewhere, and the policy."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from bigsky.clinic.patients.queries import age_years
from bigsky.clinic.patients.queries import patient as find_patient
from bigsky.clinic.policy import queries as policy
from bigsky.clinic.ratings import queries as ratings
from bigsky.ketamine import library
from bigsky.ketamine.scales.phq_9 import PHQ_9
from bigsky.ketamine.screening.policy import ScreeningPolicy


def policy_at(at: datetime) -> ScreeningPolicy:
    """Give the signed policy in force, or the example, under which nobody is eligible."""
    content = policy.content_in_force("screening", at)
    return ScreeningPolicy.from_json(content) if content else library.screening_example()


def day_of(at: datetime) -> date:
    """Give the day that a policy's signature, kept in UTC, is compared with."""
    return at.astimezone(UTC).date()


def filled_in(patient_id: UUID, at: datetime) -> dict[str, tuple[Any, str]]:
    """Give facts the clinic already holds elsewhere: name → value and where it comes from."""
    patient = find_patient(patient_id)
    known: dict[str, tuple[Any, str]] = {
        "age_years": (age_years(patient.birth_date, timezone.localdate(at)), "birth date in the chart"),
        "sex_at_birth": (patient.sex_at_birth or None, "chart"),
        **_from_rating(patient_id),
    }
    return {name: given for name, given in known.items() if given[0] is not None}


def _from_rating(patient_id: UUID) -> dict[str, tuple[Any, str]]:
    newest = ratings.latest(patient_id, PHQ_9.key)
    if newest is None:
        return {}
    item9 = [item.key for item in PHQ_9.items].index("self-harm")
    origin = f"PHQ-9 of {newest.completed_at:%Y-%m-%d}"
    return {"phq9_total": (newest.total, origin), "phq9_item9": (newest.answers[item9], origin)}
