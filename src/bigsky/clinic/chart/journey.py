"""Where one person stands on the way: the six steps, each with its state and its page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from bigsky.clinic.followup import queries as followup
from bigsky.clinic.followup.course import Course
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.intake import queries as intake
from bigsky.clinic.planning import queries as planning
from bigsky.clinic.screening import queries as screening
from bigsky.ketamine.screening.facts import fact_named


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the six steps: `done`, `now` (somebody must act), `stopped` or `open`."""

    name: str
    state: str
    says: str
    url: str = ""


def steps_of(patient_id: UUID, course: Course) -> list[Step]:
    """Say of each step whether it is done, waits for somebody, or is still to come."""
    return [
        _intake(patient_id),
        _screening(patient_id),
        _planning(patient_id),
        _infusion(patient_id, course),
        _followup(patient_id, course),
        Step(name="Evidence", state="open", says="What all studies say", url=reverse("public:answer")),
    ]


def _intake(patient_id: UUID) -> Step:
    asked = intake.of_patient(patient_id).first()
    if asked is None:
        return Step(name="Intake", state="done", says="Registered by the clinic")
    url = reverse("intake:request", args=[asked.pk])
    # Who is being screened has been received, whatever became of the request's own page.
    waits = asked.state in {"submitted", "triaged"} and screening.latest(patient_id) is None
    state = "now" if waits else "done"
    return Step(name="Intake", state=state, says=f"Request {asked.state}", url=url)


def _screening(patient_id: UUID) -> Step:
    url = reverse("screening:patient", args=[patient_id])
    newest = screening.latest(patient_id)
    if newest is None:
        return Step(name="Screening", state="now", says="Not screened yet", url=url)
    if not newest.decision:
        return Step(name="Screening", state="now", says=_words(newest.outcome), url=url)
    state = {"proceed": "done", "not-now": "stopped"}.get(newest.decision, "now")
    if state == "done" and not screening.may_proceed(patient_id):
        return Step(name="Screening", state="now", says="Facts changed since the decision", url=url)
    return Step(name="Screening", state=state, says=f"Decided: {_words(newest.decision).lower()}", url=url)


def _planning(patient_id: UUID) -> Step:
    url = reverse("planning:patient", args=[patient_id])
    if signed := planning.signed_plan(patient_id):
        return Step(name="Plan", state="done", says=f"{signed}, signed", url=url)
    if planning.plans_of(patient_id).exists():
        return Step(name="Plan", state="now", says="A draft waits to be signed", url=url)
    state = "now" if screening.may_proceed(patient_id) else "open"
    return Step(name="Plan", state=state, says="No plan yet", url=url)


def _infusion(patient_id: UUID, course: Course) -> Step:
    live = infusion.open_sessions().filter(patient_id=patient_id).first()
    if live is not None:
        url = reverse("infusion:session", args=[live.pk])
        return Step(
            name="Infusion", state="now", says=f"{live.phase.capitalize()} in {live.chair_code}", url=url
        )
    given = len(course.infusions)
    may_prepare = planning.current_plan(patient_id) is not None
    url = reverse("infusion:prepare", args=[patient_id]) if may_prepare else ""
    says = f"{given} given" if given else "None yet"
    return Step(name="Infusion", state="done" if given else "open", says=says, url=url)


def _followup(patient_id: UUID, course: Course) -> Step:
    url = reverse("followup:patient", args=[patient_id])
    if not course.infusions:
        return Step(name="Follow-up", state="open", says="After the first infusion", url=url)
    if course.change.points is not None:
        says = f"{course.change.baseline_total} → {course.change.total}"
        return Step(name="Follow-up", state="done", says=says, url=url)
    waiting = followup.next_due(patient_id)
    says = f"Asked {waiting.occasion}" if waiting else "No score since the infusion"
    return Step(name="Follow-up", state="now", says=says, url=url)


def _words(value: str) -> str:
    return value.replace("-", " ").capitalize()


def unknown_of(findings: list[dict[str, Any]]) -> list[str]:
    """Name, once each, the facts that findings miss."""
    names = [name for finding in findings if finding["verdict"] == "unknown" for name in finding["missing"]]
    facts = {name: fact_named(name) for name in names}
    return [fact.label if fact else name for name, fact in facts.items()]
