"""Every write of requests."""

from datetime import date, datetime
from typing import Unpack
from uuid import UUID, uuid4

from bigsky.clinic.intake.drafts import DraftFacts, crisis_text, missing_to_submit, spoken_code
from bigsky.clinic.intake.errors import RequestIncompleteError, RequestStateError, SamePersonError
from bigsky.clinic.intake.models import Request
from bigsky.clinic.patients import actions as patients
from bigsky.clinic.patients import queries as find
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.scheduling.actions import book_appointment
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role


@clinical_act(Act.SUBMIT_REQUEST)
def save_draft(*, by: User, at: datetime, request_id: UUID | None, **facts: Unpack[DraftFacts]) -> Request:
    """Keep what somebody has written so far; with no id a new draft begins."""
    request = _begin(at) if request_id is None else _locked(request_id, "draft")
    for name, value in facts.items():
        setattr(request, name, value)
    request.saved_at = at
    request.save()
    # The words themselves stay out of the log: until it is sent, a draft is the writer's own.
    record(by=by, at=at, act="save request draft", subject=request, detail={"fields": sorted(facts)})
    return request


@clinical_act(Act.SUBMIT_REQUEST)
def submit_request(*, by: User, at: datetime, request_id: UUID) -> Request:
    """Hand a request to the clinic; whoever may be in danger is put before a physician at once.

    Raises:
        RequestIncompleteError: name, birth date, a way to answer or the consent to do so is missing.
        RequestStateError: it was sent already.
    """
    request = _locked(request_id, "draft")
    if missing := missing_to_submit(request):
        raise RequestIncompleteError(missing)
    request.state, request.submitted_at = "submitted", at
    request.save()
    record(by=by, at=at, act="submit request", subject=request, detail={"code": request.code})
    if request.may_be_in_crisis:
        _prompt_physicians(request, at)
    return request


@clinical_act(Act.TRIAGE_REQUEST)
def triage_request(*, by: User, at: datetime, request_id: UUID, urgency: str, note: str) -> Request:
    """Say how soon this person must be seen, and why."""
    request = _locked(request_id, "submitted", "triaged")
    before = _triage_of(request)
    request.urgency, request.triage_note = urgency, note
    request.state, request.triaged_at, request.triaged_by = "triaged", at, by
    request.save()
    detail = {"before": before, "urgency": urgency, "note": note}
    record(by=by, at=at, act="triage request", subject=request, patient=request.patient_id, detail=detail)
    return request


@clinical_act(Act.REGISTER_PATIENT)
def register_person(
    *,
    by: User,
    at: datetime,
    request_id: UUID,
    same_as: UUID | None = None,
    is_another_person: bool = False,
    clinician: User | None = None,
) -> Request:
    """Open a chart for the person who asked, or link the chart they already have.

    Raises:
        SamePersonError: this name and birth date have a chart, and nobody has said what to do.
    """
    request = _locked(request_id, "submitted", "triaged")
    if request.patient_id:
        raise RequestStateError("This person already has a chart.")
    twin = find.same_person(
        given_name=request.given_name, family_name=request.family_name, birth_date=_birth_date(request)
    )
    if twin and not same_as and not is_another_person:
        raise SamePersonError(patient_id=twin.pk, number=twin.number)
    if same_as and (twin is None or twin.pk != same_as):
        raise RequestStateError("That chart has another name or birth date.")
    request.patient = (twin if same_as else None) or patients.register_patient(
        by=by, at=at, given_name=request.given_name, family_name=request.family_name,
        birth_date=_birth_date(request), phone=request.phone, email=request.email, clinician=clinician,
    )  # fmt: skip
    request.save()
    act = "link request to chart" if same_as else "register person of request"
    record(by=by, at=at, act=act, subject=request, patient=request.patient_id)
    return request


@clinical_act(Act.BOOK_APPOINTMENT)
def book_consultation(
    *, by: User, at: datetime, request_id: UUID, clinician: User, starts_at: datetime, ends_at: datetime
) -> Request:
    """Book the first talk with a clinician.

    Raises:
        ChairTakenError: the clinician is taken at that time.
        RequestStateError: the person has no chart yet, the request is not triaged, or the time is past.
    """
    request = _locked(request_id, "triaged")
    if request.patient_id is None:
        raise RequestStateError("Register the person before booking.")
    if starts_at <= at:
        raise RequestStateError("That moment is past; choose one from now on.")
    request.appointment = book_appointment(
        by=by, at=at, patient_id=request.patient_id, kind="consultation",
        starts_at=starts_at, ends_at=ends_at, clinician=clinician,
    )  # fmt: skip
    request.state = "booked"
    request.save()
    record(by=by, at=at, act="book consultation", subject=request, patient=request.patient_id)
    return request


@clinical_act(Act.TRIAGE_REQUEST)
def close_request(*, by: User, at: datetime, request_id: UUID, reason: str) -> Request:
    """Close a request without a visit, with the reason; a crisis prompt stays open."""
    request = _locked(request_id, "submitted", "triaged")
    if not reason.strip():
        raise RequestStateError("Say why this request is closed.")
    request.state, request.closed_at, request.close_reason = "closed", at, reason.strip()
    request.save()
    record(
        by=by, at=at, act="close request", subject=request, patient=request.patient_id,
        detail={"reason": request.close_reason},
    )  # fmt: skip
    return request


def _triage_of(request: Request) -> dict[str, str]:
    """Give an earlier triage for the log, so that a later one hides nothing."""
    if request.triaged_at is None or request.triaged_by is None:
        return {}
    return {
        "urgency": request.urgency,
        "note": request.triage_note,
        "at": request.triaged_at.isoformat(),
        "by": request.triaged_by.username,
    }


def _begin(at: datetime) -> Request:
    request_id = uuid4()
    return Request(id=request_id, code=spoken_code(request_id), started_at=at, saved_at=at)


def _locked(request_id: UUID, *states: str) -> Request:
    request = Request.objects.select_for_update().get(pk=request_id)
    if request.state not in states:
        raise RequestStateError(f"This request is already {request.state}.")
    return request


def _birth_date(request: Request) -> date:
    if request.birth_date is None:
        raise RequestIncompleteError(["the birth date"])
    return request.birth_date


def _prompt_physicians(request: Request, at: datetime) -> None:
    open_prompt(
        by=system_user("intake"), at=at, kind="crisis-request", urgency="now", for_role=Role.PHYSICIAN,
        once_key=f"crisis-request:{request.pk}",
        text=crisis_text(request),
        basis={"request": str(request.pk), "code": request.code, "self_harm_now": request.self_harm_now},
    )  # fmt: skip
