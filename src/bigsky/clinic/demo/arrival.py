"""From the public page to a chart, as everybody comes."""

from datetime import datetime, timedelta
from uuid import UUID

from bigsky.clinic.demo.cast import VirtualPerson
from bigsky.clinic.demo.premises import Staff
from bigsky.clinic.intake import actions as intake
from bigsky.clinic.staff.actions import system_user


def ask(person: VirtualPerson, *, at: datetime, self_harm_now: str = "no") -> UUID:
    """Send a request for an appointment through the public site; gives its id."""
    site = system_user("public-site")
    draft = intake.save_draft(
        by=site, at=at, request_id=None, given_name=person.given_name, family_name=person.family_name,
        birth_date=person.birth_date, phone=person.phone, email=person.email,
    )  # fmt: skip
    intake.save_draft(
        by=site, at=at + timedelta(minutes=2), request_id=draft.pk, concern=person.concern,
        antidepressants_tried=3, self_harm_now=self_harm_now, can_come=["weekday mornings"], may_contact=True,
    )  # fmt: skip
    return intake.submit_request(by=site, at=at + timedelta(minutes=3), request_id=draft.pk).pk


def welcome(request_id: UUID, staff: Staff, *, at: datetime) -> UUID:
    """Triage a request and open the chart; gives the patient's id."""
    intake.triage_request(
        by=staff.desk, at=at, request_id=request_id, urgency="routine", note="Called back; stable."
    )
    registered = intake.register_person(
        by=staff.desk, at=at, request_id=request_id, clinician=staff.physician
    )
    if registered.patient_id is None:
        raise AssertionError("registering opens a chart")
    return registered.patient_id


def book(request_id: UUID, staff: Staff, *, at: datetime, starts_at: datetime) -> None:
    """Book the first talk."""
    intake.book_consultation(
        by=staff.desk, at=at, request_id=request_id, clinician=staff.physician,
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=45),
    )  # fmt: skip
