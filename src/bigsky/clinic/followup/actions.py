"""Every write of the follow-up."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bigsky.clinic.followup import queries, wording
from bigsky.clinic.followup.models import CheckIn
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.messaging.actions import queue_message
from bigsky.clinic.patients import queries as patients
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.ratings.actions import ask_rating
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role
from bigsky.ketamine import library
from bigsky.ketamine.followup.schedule import DueScore, due_scores


class NoFollowupPolicyError(ValueError):
    """Without a signed follow-up policy nobody is asked on a schedule."""


@clinical_act(Act.ASK_RATING)
def plan_followups(*, by: User, at: datetime, session_id: UUID) -> list[CheckIn]:
    """Plan the check-ins after a session; those still planned after an earlier session are superseded.

    Raises:
        NoFollowupPolicyError: no follow-up policy is signed.
    """
    rules = _rules(at)
    session = infusion.session(session_id)
    earlier = queries.planned().filter(patient_id=session.patient_id).exclude(session_key=session_id)
    superseded = earlier.filter(session_key__isnull=False).update(superseded_at=at)
    due = due_scores(
        library.follow_up_protocol(),
        infused_at=queries.ended_at(session_id) or at,
        is_last_of_series=session.number_in_course >= int(rules["series"]["infusions"]),
    )
    check_ins = [
        _plan(each, session_id=session_id, patient_id=session.patient_id, at=at, rules=rules) for each in due
    ]
    record(
        by=by,
        at=at,
        act="plan follow-ups",
        subject=session,
        patient=session.patient_id,
        detail={"due": [each.due_at.isoformat() for each in check_ins], "superseded": superseded},
    )
    return check_ins


@clinical_act(Act.ASK_RATING)
def send_check_in(*, by: User, at: datetime, check_in_id: UUID) -> CheckIn:
    """Ask the question of one check-in: a single-use link, in a message of few words."""
    check_in = CheckIn.objects.select_for_update().get(pk=check_in_id)
    if check_in.asked_at is not None:
        record(by=by, at=at, act="check-in was asked", subject=check_in, patient=check_in.patient_id)
        return check_in
    token = _issue(check_in, by=by, at=at)
    _send(check_in, token, by=by, at=at)
    return check_in


@clinical_act(Act.ASK_RATING)
def ask_now(
    *, by: User, at: datetime, patient_id: UUID, scale_key: str = "phq-9", sends_message: bool = False
) -> tuple[CheckIn, str]:
    """Ask a patient outside the plan; the link's token is given once, to be shown to the patient."""
    check_in = CheckIn(
        patient_id=patient_id, scale_key=scale_key, occasion="asked by hand", due_at=at, planned_at=at
    )
    token = _issue(check_in, by=by, at=at)
    if sends_message:
        _send(check_in, token, by=by, at=at)
    return check_in, token


@clinical_act(Act.OPEN_PROMPT)
def report_unanswered(*, by: User, at: datetime, check_in_id: UUID) -> CheckIn:
    """Ask a person to reach somebody who has not answered; at once when the last answers were worrying."""
    check_in = queries.check_in(check_in_id)
    rules = _rules(at)
    is_worrying = queries.last_risk_answer_was_positive(check_in.patient_id, check_in.scale_key)
    clinician = check_in.patient.clinician
    open_prompt(
        by=by,
        at=at,
        kind="unanswered-check-in",
        text=wording.unanswered_prompt(check_in.occasion, is_worrying=is_worrying),
        once_key=f"unanswered:{check_in.pk}",
        urgency="now" if is_worrying else "today",
        basis=wording.unanswered_basis(check_in.asked_at, is_worrying=is_worrying, rules=rules),
        patient_id=check_in.patient_id,
        for_user=clinician if is_worrying and clinician and clinician.is_active else None,
        for_role=Role.PHYSICIAN if is_worrying else Role.NURSE,
    )
    return check_in


def _plan(
    due: DueScore, *, session_id: UUID, patient_id: UUID, at: datetime, rules: dict[str, Any]
) -> CheckIn:
    check_in, _ = CheckIn.objects.get_or_create(
        session_key=session_id,
        occasion=wording.occasion(due.what.after_hours),
        scale_key=due.what.scale_key,
        defaults={
            "patient_id": patient_id,
            "due_at": due.due_at,
            "planned_at": at,
            "recall": due.what.recall,
            "policy_version": wording.policy_label(rules),
        },
    )
    return check_in


def _issue(check_in: CheckIn, *, by: User, at: datetime) -> str:
    link, token = ask_rating(
        by=by,
        at=at,
        patient_id=check_in.patient_id,
        scale_key=check_in.scale_key,
        expires_at=at + timedelta(days=_link_days(at)),
        occasion=check_in.occasion,
        recall=check_in.recall,
    )
    check_in.link, check_in.asked_at = link, at
    check_in.save()
    return token


def _send(check_in: CheckIn, token: str, *, by: User, at: datetime) -> None:
    queue_message(
        by=by,
        at=at,
        patient_id=check_in.patient_id,
        body=wording.invitation(patients.patient(check_in.patient_id).given_name, token),
        once_key=f"check-in:{check_in.pk}",
    )


def _rules(at: datetime) -> dict[str, Any]:
    rules = queries.rules_in_force(at)
    if rules is None:
        raise NoFollowupPolicyError("No follow-up policy is in force: nobody is asked on a schedule.")
    return rules


def _link_days(at: datetime) -> int:
    # A person may ask without a policy; the link then lives for a day.
    rules = queries.rules_in_force(at)
    return int(rules["check_ins"]["link_days"]) if rules else 1
