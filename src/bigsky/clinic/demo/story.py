"""The demo clinic's story: everybody's way up to the anchor, made through the acts that people use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from bigsky.clinic.demo import arrival, treatment
from bigsky.clinic.demo.at_home import answer_check_ins
from bigsky.clinic.demo.cast import Stage, VirtualPerson, read_cast
from bigsky.clinic.demo.premises import PASSWORD, Staff, open_clinic
from bigsky.clinic.demo.visit import Visit
from bigsky.clinic.hl7.monitor.message import device_of
from bigsky.clinic.infusion.actions import bind_monitor
from bigsky.clinic.patients.actions import give_login
from bigsky.clinic.scheduling.actions import book_appointment
from bigsky.clinic.scheduling.queries import chair
from bigsky.clinic.staff.actions import add_user, system_user
from bigsky.clinic.staff.roles import Role

# Where the people in the chairs sit, and at which minute of their visit the anchor finds them.
IN_CHAIRS = {"Meadow": ("1", 14), "Brandt": ("2", 27), "Rahimi": ("3", 58)}
FIRST_DAYS = 5  # from the request to the first infusion


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What every part of the story needs: who works here, when it is told, and the dice."""

    staff: Staff
    anchor: datetime
    dice: Random

    def days_ago(self, days: float, hour: int = 10) -> datetime:
        """Give an hour of a day before the anchor, never later than the anchor itself."""
        moment = (self.anchor - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
        return min(moment, self.anchor - timedelta(hours=3))


def tell(*, seed: int, anchor: datetime, progress: Callable[[str], None]) -> None:
    """Tell the whole story or nothing of it: a half-made clinic never stays behind."""
    with transaction.atomic():
        telling = Telling(staff=open_clinic(anchor), anchor=anchor, dice=Random(seed))  # noqa: S311 - a story, not a key
        for person in read_cast():
            _TOLD[person.stage](person, telling)
            progress(f"{person.given_name} {person.family_name}: {person.stage}")


def _just_asked(person: VirtualPerson, telling: Telling) -> None:
    arrival.ask(person, at=telling.anchor - timedelta(hours=5))


def _in_crisis(person: VirtualPerson, telling: Telling) -> None:
    arrival.ask(person, at=telling.anchor - timedelta(minutes=25), self_harm_now="yes")


def _consultation_booked(person: VirtualPerson, telling: Telling) -> None:
    request_id = arrival.ask(person, at=telling.days_ago(2))
    arrival.welcome(request_id, telling.staff, at=telling.days_ago(1))
    tomorrow = (telling.anchor + timedelta(days=1)).replace(hour=9, minute=30, second=0, microsecond=0)
    arrival.book(request_id, telling.staff, at=telling.days_ago(1, hour=11), starts_at=tomorrow)


def _charted(person: VirtualPerson, telling: Telling, *, asked: datetime) -> UUID:
    request_id = arrival.ask(person, at=asked)
    patient_id = arrival.welcome(request_id, telling.staff, at=asked + timedelta(hours=2))
    # One consultation after the other: the physician is one person.
    talk = asked + timedelta(hours=20) + timedelta(minutes=45) * read_cast().index(person)
    arrival.book(request_id, telling.staff, at=asked + timedelta(hours=3), starts_at=talk)
    treatment.measure_baseline(patient_id, person, telling.staff, at=asked + timedelta(days=1))
    return patient_id


def _screened(person: VirtualPerson, telling: Telling) -> None:
    patient_id = _charted(person, telling, asked=telling.days_ago(3))
    treatment.screen(patient_id, person, telling.staff, at=telling.days_ago(1, hour=9))


def _planned(person: VirtualPerson, telling: Telling, *, asked: datetime, is_signed: bool = True) -> UUID:
    patient_id = _charted(person, telling, asked=asked)
    screening_id = treatment.screen(patient_id, person, telling.staff, at=asked + timedelta(days=2))
    treatment.proceed(screening_id, telling.staff, at=asked + timedelta(days=2, minutes=20))
    plan_id = treatment.draft(patient_id, person, telling.staff, at=asked + timedelta(days=2, minutes=30))
    if is_signed:
        treatment.sign(plan_id, telling.staff, at=asked + timedelta(days=2, minutes=40))
    return patient_id


def _plan_drafted(person: VirtualPerson, telling: Telling) -> None:
    _planned(person, telling, asked=telling.days_ago(4), is_signed=False)


def _ready(person: VirtualPerson, telling: Telling) -> None:
    patient_id = _planned(person, telling, asked=telling.days_ago(6))
    starts_at = (telling.anchor + timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)
    book_appointment(
        by=telling.staff.desk, at=telling.days_ago(1), patient_id=patient_id, kind="infusion",
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), chair=chair("4"),
    )  # fmt: skip


def _treated(person: VirtualPerson, telling: Telling) -> UUID:
    first = max(person.infusion_days)
    patient_id = _planned(person, telling, asked=telling.days_ago(first + FIRST_DAYS))
    scores = list(person.scores[1:])
    starts = [telling.days_ago(days, hour=9 + days % 4) for days in person.infusion_days]
    for start, following in zip(starts, [*starts[1:], telling.anchor], strict=True):
        Visit(patient_id, person, telling.staff, chair="4", start=start, dice=telling.dice).whole()
        answer_check_ins(patient_id, scores, until=following, last_item9=person.last_item9)
    return patient_id


def _followed(person: VirtualPerson, telling: Telling) -> None:
    patient_id = _treated(person, telling)
    if person.family_name == "Petrov":
        login = add_user(
            by=system_user("setup"), at=telling.days_ago(20), username="jonas", password=PASSWORD,
            role=Role.PATIENT, first_name=person.given_name, last_name=person.family_name,
        )  # fmt: skip
        give_login(by=telling.staff.desk, at=telling.days_ago(20), patient_id=patient_id, user=login)


def _in_chair(person: VirtualPerson, telling: Telling) -> None:
    patient_id = _treated(person, telling)
    chair_code, minute = IN_CHAIRS[person.family_name]
    start = telling.anchor - timedelta(minutes=minute)
    book_appointment(
        by=telling.staff.desk, at=telling.days_ago(2), patient_id=patient_id, kind="infusion",
        starts_at=start, ends_at=start + timedelta(hours=2), chair=chair(chair_code),
    )  # fmt: skip
    visit = Visit(patient_id, person, telling.staff, chair=chair_code, start=start, dice=telling.dice)
    visit.prepare()
    visit.start_pump()
    visit.catch_up(telling.anchor)
    # Bound last, so that the monitor is not missed before the gateway listens.
    bind_monitor(
        by=telling.staff.nurse,
        at=telling.anchor,
        session_id=visit.session_id,
        device_id=device_of(chair_code),
    )


_TOLD: dict[Stage, Callable[[VirtualPerson, Telling], None]] = {
    Stage.JUST_ASKED: _just_asked,
    Stage.IN_CRISIS: _in_crisis,
    Stage.CONSULTATION_BOOKED: _consultation_booked,
    Stage.FACTS_MISSING: _screened,
    Stage.MUST_NOT: _screened,
    Stage.NEEDS_DECISION: _screened,
    Stage.PLAN_DRAFTED: _plan_drafted,
    Stage.READY: _ready,
    Stage.RUNNING: _in_chair,
    Stage.RECOVERING: _in_chair,
    Stage.FOLLOWED: _followed,
}
