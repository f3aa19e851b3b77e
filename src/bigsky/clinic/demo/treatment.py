"""From a chart to a signed plan."""

from datetime import datetime, timedelta
from uuid import UUID

from bigsky.clinic.demo.answers import phq_answers
from bigsky.clinic.demo.cast import VirtualPerson
from bigsky.clinic.demo.premises import PASSWORD, Staff
from bigsky.clinic.planning.actions import draft_plan, sign_plan
from bigsky.clinic.ratings.actions import record_rating
from bigsky.clinic.screening.actions import decide, record_facts, screen_patient


def measure_baseline(patient_id: UUID, person: VirtualPerson, staff: Staff, *, at: datetime) -> None:
    """Take the PHQ-9 before anything is given."""
    if person.scores:
        record_rating(
            by=staff.nurse, at=at, patient_id=patient_id, scale_key="phq-9",
            answers=phq_answers(person.scores[0]), occasion="baseline",
        )  # fmt: skip


def screen(patient_id: UUID, person: VirtualPerson, staff: Staff, *, at: datetime) -> UUID:
    """Write down the facts of this person's story and apply the rules; gives the screening's id."""
    facts = {
        "sex_at_birth": person.sex_at_birth,
        "weight_kg": int(person.weight_kg),
        "height_cm": int(person.height_cm),
        **person.facts,
    }
    record_facts(by=staff.nurse, at=at, patient_id=patient_id, facts=facts)
    return screen_patient(by=staff.nurse, at=at + timedelta(minutes=1), patient_id=patient_id).pk


def proceed(screening_id: UUID, staff: Staff, *, at: datetime) -> None:
    """Have the physician decide for treatment."""
    decide(
        by=staff.physician, at=at, screening_id=screening_id, decision="proceed",
        reason="Three adequate trials without response; risks and alternatives discussed.",
    )  # fmt: skip


def draft(patient_id: UUID, person: VirtualPerson, staff: Staff, *, at: datetime) -> UUID:
    """Draft the usual plan on the actual weight; gives its id."""
    return draft_plan(
        by=staff.physician, at=at, patient_id=patient_id, weight_basis="actual", weight_kg=person.weight_kg,
        height_cm=person.height_cm, dose_mg_per_kg="0.5", minutes="40", vial_mg_per_ml="50",
        final_mg_per_ml="1", dead_volume_ml="1.5",
    ).pk  # fmt: skip


def sign(plan_id: UUID, staff: Staff, *, at: datetime) -> None:
    """Have the physician sign the plan."""
    sign_plan(by=staff.physician, at=at, plan_id=plan_id, password=PASSWORD)
