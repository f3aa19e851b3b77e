"""What keeps the demo clinic alive: its nurses do what is due, and two infusions are always running."""

import logging
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bigsky.clinic.demo.cast import VirtualPerson, read_cast
from bigsky.clinic.demo.premises import CHAIRS, Staff, staff_at_work
from bigsky.clinic.demo.visit import Visit
from bigsky.clinic.hl7.monitor.message import device_of
from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.actions import SessionError, bind_monitor
from bigsky.clinic.patients.queries import same_person
from bigsky.clinic.planning.queries import current_plan

log = logging.getLogger(__name__)

WANTED = 2
# A chair stays free for the visitor who walks a patient through.
VISITORS_CHAIR = "4"
_MINUTES_IN = timedelta(minutes=9)


def keep_alive(*, at: datetime, dice: Random) -> list[str]:
    """Catch up with every visit of the cast, and sit others down until two infusions are running."""
    staff = staff_at_work()
    happened = [
        line for session in queries.open_sessions() for line in _catch_up(session.pk, staff, at=at, dice=dice)
    ]
    for person in read_cast():
        if sum(each.phase == "running" for each in queries.open_sessions()) >= WANTED:
            break
        happened += _sit_down(person, staff, at=at, dice=dice)
    return happened


def _catch_up(session_id: UUID, staff: Staff, *, at: datetime, dice: Random) -> list[str]:
    session = queries.session(session_id)
    person = next((each for each in read_cast() if each.family_name == session.patient.family_name), None)
    start = queries.state_of(session).started_at
    if person is None or start is None or session.chair_code == VISITORS_CHAIR:
        return []
    visit = Visit(session.patient_id, person, staff, chair=session.chair_code, start=start, dice=dice)
    visit.session_id = session_id
    try:
        visit.catch_up(at)
    except SessionError as refusal:
        # A visitor did something of their own here; it stays as they left it.
        log.info("%s is left as it is: %s", session, refusal)
    is_home = queries.session(session_id).phase == "completed"
    return [f"{session.patient.name} went home"] if is_home else []


def _sit_down(person: VirtualPerson, staff: Staff, *, at: datetime, dice: Random) -> list[str]:
    patient_id = _ready_patient(person)
    taken = {VISITORS_CHAIR, *(each.chair_code for each in queries.open_sessions())}
    free = [code for code in CHAIRS if code not in taken]
    if patient_id is None or not free:
        return []
    visit = Visit(patient_id, person, staff, chair=free[0], start=at - _MINUTES_IN, dice=dice)
    visit.prepare()
    visit.start_pump()
    bind_monitor(by=staff.nurse, at=at, session_id=visit.session_id, device_id=device_of(visit.chair))
    return [f"{person.given_name} {person.family_name} sits in {CHAIRS[visit.chair]}"]


def _ready_patient(person: VirtualPerson) -> UUID | None:
    """Find the person's chart if they have a signed plan, are not here now and were not here today."""
    patient = same_person(
        given_name=person.given_name, family_name=person.family_name, birth_date=person.birth_date
    )
    if patient is None or current_plan(patient.pk) is None or not person.infusion_days:
        return None
    is_here = any(each.patient_id == patient.pk for each in queries.open_sessions())
    return None if is_here else patient.pk
