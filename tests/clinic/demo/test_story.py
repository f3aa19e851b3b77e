"""The demo clinic is made through the same acts that people use, and the same way every time."""

from datetime import UTC, datetime
from random import Random

from django.db import transaction
from django.test import TestCase
from tests.factories import minutes

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.demo.living import keep_alive
from bigsky.clinic.demo.story import tell
from bigsky.clinic.followup import queries as followup
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.infusion.models import Observation, Session
from bigsky.clinic.intake.models import Request
from bigsky.clinic.patients import queries as patients
from bigsky.clinic.planning.models import TreatmentPlan
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.ratings.models import Rating
from bigsky.clinic.screening.models import Screening

ANCHOR = datetime(2026, 3, 4, 14, 30, tzinfo=UTC)


def told(seed=7):
    tell(seed=seed, anchor=ANCHOR, progress=lambda _line: None)


def in_short():
    """What the story says, without ids and hashes."""
    return {
        "acts": [(each["at"], each["by"], each["act"]) for each in audit.entries()],
        "observations": list(
            Observation.objects.order_by("id").values_list(
                "kind", "value", "observed_at", "session__patient__number"
            )
        ),
        "ratings": list(
            Rating.objects.order_by("patient__number", "completed_at", "scale_key").values_list(
                "patient__number", "total", "answers"
            )
        ),
        "doses": list(
            TreatmentPlan.objects.order_by("drafted_at").values_list("content__actual_dose_mg", flat=True)
        ),
    }


class TestTheDemoClinic(TestCase):
    """The story is told twice, once to be forgotten, and then looked at from all sides."""

    @classmethod
    def setUpTestData(cls):
        with transaction.atomic():
            told()
            cls.first_telling = in_short()
            transaction.set_rollback(True)
        told()

    def test_the_same_seed_and_anchor_tell_the_same_story(self):
        assert self.first_telling == in_short()

    def test_the_story_reaches_every_step(self):
        assert patients.everyone().count() >= 11
        assert Request.objects.count() >= 14
        assert set(Request.objects.values_list("state", flat=True)) >= {"submitted", "booked"}
        assert set(Screening.objects.values_list("outcome", flat=True)) >= {
            "not-now",
            "needs-information",
            "needs-clinician-decision",
        }
        assert TreatmentPlan.objects.filter(signed_at__isnull=True).exists()
        assert set(Session.objects.values_list("phase", flat=True)) >= {"running", "recovering", "completed"}
        assert followup.planned().exists()

    def test_two_infusions_are_running_at_the_anchor(self):
        running = [each for each in infusion.open_sessions() if each.phase == "running"]

        assert len(running) == 2
        assert all(infusion.delivered_mg(each, ANCHOR) > 0 for each in running)

    def test_no_device_observation_is_made_except_by_the_gateway(self):
        assert not Observation.objects.filter(origin="device").exists()

    def test_every_act_is_in_an_unbroken_chain(self):
        assert audit.first_break() is None

    def test_the_person_in_crisis_waits_for_somebody_now(self):
        assert prompts.still_open().filter(kind="crisis-request", urgency="now").exists()

    def test_a_later_start_finds_two_infusions_running_again(self):
        later = ANCHOR + minutes(60 * 30)
        keep_alive(at=later, dice=Random(1))
        running = [each for each in infusion.open_sessions() if each.phase == "running"]

        assert len(running) == 2
        assert all(infusion.state_of(each).started_at > later - minutes(40) for each in running)

    def test_the_nurses_of_the_demo_keep_up_with_the_pump(self):
        keep_alive(at=ANCHOR + minutes(20), dice=Random(1))
        phases = {each.patient.family_name: each.phase for each in infusion.open_sessions()}

        assert phases["Brandt"] == "recovering"
        assert phases["Meadow"] == "running"
