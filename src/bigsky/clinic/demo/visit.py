"""One visit in the chair, from preparing to going home, through the acts of the nurses."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from bigsky.clinic.demo.cast import VirtualPerson
from bigsky.clinic.demo.premises import PASSWORD, Staff
from bigsky.clinic.followup.actions import plan_followups
from bigsky.clinic.infusion import actions as infusion
from bigsky.clinic.infusion import queries
from bigsky.ketamine.planning.double_check import figures_of

MINUTES = 40
HOME_AFTER = 100
Course = dict[int, tuple[int, int, int, int]]
_GOING_HOME = {
    "escort_is_identified": True,
    "walks_unaided": True,
    "is_oriented": True,
    "nausea_is_controlled": True,
    "has_no_new_suicidal_ideation": True,
    "has_instructions": True,
    "next_contact_is_booked": True,
    "iv_is_out": True,
}
# Minute of the visit → what ketamine adds to systolic, diastolic, heart rate; and dissociation, 0 to 10.
_COURSE = {10: (4, 3, 2, 2), 20: (8, 6, 3, 4), 30: (11, 8, 3, 5), 40: (12, 9, 3, 4)}
_AFTER = {55: (6, 4, 1, 1), 70: (3, 2, 0, 0), 85: (1, 1, 0, 0), 98: (1, 0, 0, 0)}


class Visit:
    """Somebody's visit that starts at a moment; the dice make the numbers a little uneven."""

    def __init__(
        self,
        patient_id: UUID,
        person: VirtualPerson,
        staff: Staff,
        *,
        chair: str,
        start: datetime,
        dice: Random,
    ) -> None:
        self.patient_id, self.person, self.staff = patient_id, person, staff
        self.chair, self.start, self.dice = chair, start, dice
        self.session_id: UUID

    def minute(self, minute: float) -> datetime:
        """Give the moment at this minute after the pump started."""
        return self.start + timedelta(minutes=minute)

    def prepare(self) -> None:
        """Prepare: chair, second check, baseline."""
        nurse, at = self.staff.nurse, self.minute(-15)
        session = infusion.prepare_session(by=nurse, at=at, patient_id=self.patient_id, chair_code=self.chair)
        self.session_id = session.pk
        infusion.confirm_syringe(
            by=nurse, at=self.minute(-9), session_id=self.session_id, second_checker=self.staff.second_nurse,
            password=PASSWORD, figures=figures_of(session.plan_content),
        )  # fmt: skip
        self.observe(-6, (0, 0, 0, 0))

    def observe(self, minute: int, rise: tuple[int, int, int, int]) -> None:
        """Have the nurse measure and write down everything that is due."""
        systolic, diastolic, heart = self.person.vitals
        values = {
            "systolic_mmhg": systolic + rise[0] + self.dice.randint(-3, 3),
            "diastolic_mmhg": diastolic + rise[1] + self.dice.randint(-2, 2),
            "heart_rate_per_min": heart + rise[2] + self.dice.randint(-3, 3),
            "spo2_percent": self.dice.choice((96, 97, 97, 98, 98, 99)),
            "respiratory_rate_per_min": self.dice.choice((12, 13, 14, 14, 15)),
            "sedation_moaas": 5 if rise[3] < 4 else 4,  # noqa: PLR2004 - drowsy when far away
            "dissociation_0_to_10": rise[3],
        }
        at = self.minute(minute)
        for kind, value in values.items():
            infusion.record_observation(
                by=self.staff.nurse, at=at, session_id=self.session_id, kind=kind, value=value, observed_at=at
            )

    def start_pump(self) -> None:
        """Start the pump."""
        infusion.start_infusion(by=self.staff.nurse, at=self.start, session_id=self.session_id)

    def catch_up(self, at: datetime) -> None:
        """Do everything that the nurses would have done by a moment, and nothing twice."""
        gone = (at - self.start) / timedelta(minutes=1)
        self._measure(_COURSE, until=min(gone, MINUTES))
        if gone >= MINUTES:
            self._stop()
            self._measure(_AFTER, until=gone)
        if gone >= HOME_AFTER:
            self._go_home()

    def _measure(self, course: Course, *, until: float) -> None:
        seen = set(
            queries.observations_of(queries.session(self.session_id))
            .filter(origin="person")
            .values_list("observed_at", flat=True)
        )
        for minute, rise in course.items():
            if minute <= until and self.minute(minute) not in seen:
                self.observe(minute, rise)

    def _stop(self) -> None:
        nurse, pk = self.staff.nurse, self.session_id
        if queries.session(pk).phase in {"running", "paused"}:
            infusion.stop_infusion(by=nurse, at=self.minute(MINUTES), session_id=pk, reason="finished")
            infusion.flush_line(by=nurse, at=self.minute(MINUTES + 1), session_id=pk, volume_ml=Decimal(3))
            infusion.begin_recovery(by=nurse, at=self.minute(MINUTES + 2), session_id=pk)

    def _go_home(self) -> None:
        nurse, pk = self.staff.nurse, self.session_id
        infusion.discharge(
            by=nurse,
            at=self.minute(HOME_AFTER),
            session_id=pk,
            checklist=_GOING_HOME,
            escort_name="Sister (seen)",
        )
        infusion.complete_session(by=nurse, at=self.minute(HOME_AFTER + 4), session_id=pk)
        plan_followups(by=nurse, at=self.minute(HOME_AFTER + 5), session_id=pk)

    def whole(self) -> None:
        """Do all of it."""
        self.prepare()
        self.start_pump()
        self.catch_up(self.minute(HOME_AFTER))
