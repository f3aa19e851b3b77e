"""One patient on one page: what is happening, what is next, what is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.chart.journey import Step, steps_of, unknown_of
from bigsky.clinic.followup import queries as followup
from bigsky.clinic.followup.course import Course
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.patients import queries as patients
from bigsky.clinic.planning import queries as planning
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.scheduling import queries as scheduling
from bigsky.clinic.screening import queries as screening
from bigsky.pictures.mood_line import mood_line

# Milligrams are counted over this many days (practice rule LT-04).
EXPOSURE_DAYS = 90
_TRAIL = 12


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is next or missing, with the page where it is done."""

    says: str
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """How much somebody was given so far."""

    infusions: int
    total_mg: Decimal
    lately_mg: Decimal
    days: int = EXPOSURE_DAYS


def one_patient(patient_id: UUID, at: datetime) -> dict[str, Any]:
    """Compose everything the chart's page shows."""
    patient = patients.patient(patient_id)
    course = followup.course_of(patient_id, at=at)
    history = course.history(at)
    steps = steps_of(patient_id, course)
    return {
        "patient": patient,
        "steps": steps,
        "happening": happening(steps, patient_id, at),
        "next": next_of(patient_id, at),
        "missing": missing_of(patient_id, course, has_clinician=patient.clinician is not None),
        "course": course,
        "picture": mood_line(history, picture_id="mood", width=760) if history else None,
        "exposure": exposure_of(course, at),
        "screening": screening.latest(patient_id),
        "prompts": [each for each in prompts.of_patient(patient_id) if each.closed_at is None],
        "trail": list(audit.of_patient(patient_id)[:_TRAIL]),
    }


def happening(steps: list[Step], patient_id: UUID, at: datetime) -> Line:
    """Say in one sentence what is going on with this person now."""
    live = infusion.open_sessions().filter(patient_id=patient_id).first()
    if live is not None:
        given = infusion.delivered_mg(live, at)
        says = f"In {live.chair_code}: {live.phase}, {given:.1f} mg given so far."
        return Line(says=says, url=reverse("infusion:session", args=[live.pk]))
    current = next((step for step in steps if step.state in {"now", "stopped"}), None)
    if current is None:
        return Line(says="Between visits.")
    return Line(says=f"{current.name}: {current.says[:1].lower()}{current.says[1:]}.", url=current.url)


def next_of(patient_id: UUID, at: datetime) -> list[Line]:
    """List what comes next: visits, check-ins, plans to sign, screenings to decide."""
    lines = [
        Line(says=f"{visit.kind.capitalize()}{_where(visit.chair)}", at=visit.starts_at)
        for visit in scheduling.coming(patient_id, at)
    ]
    asked = followup.next_due(patient_id)
    if asked is not None:
        url = reverse("followup:patient", args=[patient_id])
        lines.append(Line(says=f"Check-in, {asked.occasion}", at=asked.due_at, url=url))
    if not planning.signed_plan(patient_id) and planning.plans_of(patient_id).exists():
        lines.append(Line(says="Sign the plan", url=reverse("planning:patient", args=[patient_id])))
    newest = screening.latest(patient_id)
    if newest is not None and not newest.decision:
        lines.append(Line(says="Decide the screening", url=reverse("screening:patient", args=[patient_id])))
    return lines


def missing_of(patient_id: UUID, course: Course, *, has_clinician: bool) -> list[Line]:
    """List what nobody knows or nobody did yet."""
    lines = []
    screening_page = reverse("screening:patient", args=[patient_id])
    newest = screening.latest(patient_id)
    if newest is None:
        lines.append(Line(says="Not screened yet", url=screening_page))
    elif unknown := unknown_of(newest.findings):
        lines.append(Line(says=f"Facts not known: {', '.join(unknown)}", url=screening_page))
    if not has_clinician:
        lines.append(Line(says="No responsible clinician is named"))
    if course.baseline is None:
        record = reverse("ratings:record", args=[patient_id, course.scale.key])
        lines.append(Line(says="No baseline PHQ-9", url=record))
    if newest is not None and newest.decision == "proceed" and not planning.signed_plan(patient_id):
        lines.append(Line(says="No signed plan", url=reverse("planning:patient", args=[patient_id])))
    return lines


def exposure_of(course: Course, at: datetime) -> Exposure:
    """Add up what reached the vein, in all and over the last days."""
    since = at - timedelta(days=EXPOSURE_DAYS)
    given = [each.delivered_mg for each in course.infusions]
    lately = [each.delivered_mg for each in course.infusions if each.started_at >= since]
    return Exposure(
        infusions=len(given), total_mg=sum(given, start=Decimal(0)), lately_mg=sum(lately, start=Decimal(0))
    )


def _where(chair: object) -> str:
    return f" in {chair}" if chair else ""
