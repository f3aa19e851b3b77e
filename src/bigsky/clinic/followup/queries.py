"""Every read of the follow-up."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.followup.course import Course, Infused, composed
from bigsky.clinic.followup.models import CheckIn
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.patients import queries as patients
from bigsky.clinic.policy import queries as policy
from bigsky.clinic.ratings import queries as ratings
from bigsky.ketamine.scales.registry import scale_named
from bigsky.ketamine.vocabulary.refusal import Refusal

_GONE_HOME = ("discharged", "completed")
_LOOK_BACK = timedelta(days=60)


def rules_in_force(at: datetime) -> dict[str, Any] | None:
    """Give the signed follow-up policy; `None` when there is none."""
    return policy.content_in_force("followup", at)


def check_in(check_in_id: UUID) -> CheckIn:
    """Find one check-in."""
    return CheckIn.objects.select_related("patient__clinician").get(pk=check_in_id)


def planned() -> QuerySet[CheckIn]:
    """List the check-ins that nobody was asked for yet."""
    return CheckIn.objects.filter(asked_at__isnull=True, superseded_at__isnull=True)


def due(at: datetime) -> QuerySet[CheckIn]:
    """List the check-ins to ask for by now."""
    return planned().filter(due_at__lte=at)


def of_patient(patient_id: UUID) -> QuerySet[CheckIn]:
    """List one patient's check-ins with their answers, in order."""
    found = CheckIn.objects.filter(patient_id=patient_id, superseded_at__isnull=True)
    return found.select_related("link__rating", "link__asked_by")


def check_ins_of(patient_id: UUID, *, at: datetime) -> list[dict[str, Any]]:
    """Give each check-in with where it stands: answered, silent, asked, due or planned; newest first."""
    silent = {each.pk for each in unanswered(at)}
    return [
        {"check_in": each, "rating": getattr(each.link, "rating", None), "state": _state(each, at, silent)}
        for each in of_patient(patient_id).order_by("-due_at")
    ]


def _state(check_in: CheckIn, at: datetime, silent: set[UUID]) -> str:
    if check_in.asked_at is None:
        return "due" if check_in.due_at <= at else "planned"
    if getattr(check_in.link, "rating", None) is not None:
        return "answered"
    return "silent" if check_in.pk in silent else "asked"


def next_due(patient_id: UUID) -> CheckIn | None:
    """Find the next check-in that is planned for a patient."""
    return planned().filter(patient_id=patient_id).first()


def planned_for(session_id: UUID) -> QuerySet[CheckIn]:
    """List what was planned after one session."""
    return CheckIn.objects.filter(session_key=session_id)


def unanswered(at: datetime) -> list[CheckIn]:
    """List the check-ins asked so long ago that silence itself needs a look."""
    rules = rules_in_force(at)
    if rules is None:
        return []
    patience = timedelta(days=int(rules["check_ins"]["unanswered_after_days"]))
    silent = CheckIn.objects.filter(asked_at__lte=at - patience, link__rating__isnull=True)
    return [each for each in silent.select_related("patient__clinician") if not _answered_otherwise(each)]


def _answered_otherwise(asked: CheckIn) -> bool:
    # Somebody rang, and wrote the answers down: the question is answered.
    later = ratings.of_patient(asked.patient_id, asked.scale_key).filter(completed_at__gte=asked.asked_at)
    return later.exists()


def last_risk_answer_was_positive(patient_id: UUID, scale_key: str) -> bool:
    """Say whether the latest rating had a risk finding (an unanswered risk item counts)."""
    latest = ratings.latest(patient_id, scale_key)
    return bool(latest and latest.findings)


def ended_at(session_id: UUID) -> datetime | None:
    """Say when the pump of a session stopped; `None` when it never ran."""
    return infusion.state_of(infusion.session(session_id)).ended_at


def sessions_to_plan_for(at: datetime) -> list[UUID]:
    """List the sessions whose person has gone home and whose check-ins are not planned yet."""
    lately = {"sessions__phase__in": _GONE_HOME, "sessions__prepared_at__gte": at - _LOOK_BACK}
    gone_home = patients.everyone().filter(**lately).values_list("sessions__pk", flat=True)
    planned_already = CheckIn.objects.filter(session_key__in=gone_home).values_list("session_key", flat=True)
    return sorted(set(gone_home) - set(planned_already))


def course_of(patient_id: UUID, *, at: datetime, scale_key: str = "phq-9") -> Course:
    """Compose one person's course on one scale as it was known at a moment."""
    scale = scale_named(scale_key)
    if isinstance(scale, Refusal):
        raise TypeError(str(scale))
    rated = list(ratings.of_patient(patient_id, scale_key).filter(completed_at__lte=at))
    return composed(scale, rated=rated, infused=infusions_of(patient_id, at=at))


def infusions_of(patient_id: UUID, *, at: datetime) -> tuple[Infused, ...]:
    """List the infusions a person was given, oldest first, with the milligrams that reached the vein."""
    given = []
    for session in infusion.of_patient(patient_id).order_by("prepared_at"):
        state = infusion.state_of(session)
        if state.started_at is None or state.started_at > at:
            continue
        given.append(
            Infused(
                session_id=session.pk,
                number=session.number_in_course,
                started_at=state.started_at,
                delivered_mg=infusion.delivered_mg(session, at),
                phase=session.phase,
            )
        )
    return tuple(given)
