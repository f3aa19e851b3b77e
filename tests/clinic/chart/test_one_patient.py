"""One patient on one page: what is happening, what is next, what is missing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import NOON, cleared_patient, minutes, patient, signed_plan, started_session, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.chart.one_patient import one_patient
from bigsky.clinic.followup.queries import infusions_of
from bigsky.clinic.infusion import actions as infusion
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def chart(person, at=NOON):
    return one_patient(person.pk, at)


def states(person, at=NOON):
    return {step.name: step.state for step in chart(person, at)["steps"]}


def says(lines):
    return " ".join(line.says for line in lines)


def page(client, person, role=Role.PHYSICIAN):
    client.force_login(user(role))
    return client.get(reverse("chart:patient", args=[person.pk])).content.decode()


def test_a_new_person_waits_for_screening():
    person = patient()

    assert states(person)["Screening"] == "now"
    assert states(person)["Plan"] == states(person)["Infusion"] == "open"
    assert "Not screened yet" in says(chart(person)["missing"])
    assert "No baseline" in says(chart(person)["missing"])


def test_a_cleared_person_waits_for_a_plan():
    person = cleared_patient()

    assert (states(person)["Screening"], states(person)["Plan"]) == ("done", "now")
    assert "No signed plan" in says(chart(person)["missing"])


def test_a_person_with_a_plan_may_be_prepared():
    person = signed_plan().patient
    steps = {step.name: step for step in chart(person)["steps"]}

    assert steps["Plan"].state == "done"
    assert steps["Infusion"].url == reverse("infusion:prepare", args=[person.pk])


def test_a_running_infusion_is_what_is_happening():
    session = started_session()
    found = chart(session.patient, NOON + minutes(20))

    assert (
        f"In C1: running, {infusions_of(session.patient_id, at=NOON + minutes(20))[0].delivered_mg:.1f} mg"
        in (found["happening"].says)
    )
    assert found["happening"].url == reverse("infusion:session", args=[session.pk])


def test_the_exposure_counts_what_reached_the_vein_and_forgets_after_90_days():
    session = started_session()
    infusion.stop_infusion(by=user(Role.NURSE), at=NOON + minutes(40), session_id=session.pk, reason="done")
    soon, late = (chart(session.patient, NOON + timedelta(days=days))["exposure"] for days in (1, 91))

    assert soon.infusions == late.infusions == 1
    assert soon.total_mg == soon.lately_mg == late.total_mg > Decimal(30)
    assert late.lately_mg == 0


def test_unknown_facts_are_named_in_words():
    from bigsky.clinic.screening import actions  # noqa: PLC0415 - made here only

    person = patient()
    actions.record_facts(by=user(Role.NURSE), at=NOON, patient_id=person.pk, facts={})
    actions.screen_patient(by=user(Role.NURSE), at=NOON, patient_id=person.pk)

    missing = says(chart(person)["missing"])

    assert "Facts not known: " in missing
    assert "_" not in missing


@pytest.mark.hazard("H-16")
def test_reading_a_chart_leaves_a_trace(client):
    person = patient()
    page(client, person)

    entry = audit.of_patient(person.pk)[0]

    assert (entry.by, entry.act, entry.subject) == ("physician", "read", "chart:patient")
    assert "read chart:patient" in " ".join(page(client, person).replace("</span>", "").split())


@pytest.mark.hazard("H-16")
def test_whoever_may_not_read_a_chart_leaves_no_trace_of_having_read_it(client):
    person = patient()
    client.force_login(user(Role.FRONT_DESK))

    assert client.get(reverse("chart:patient", args=[person.pk])).status_code == 403
    assert "read" not in {entry.act for entry in audit.of_patient(person.pk)}


def test_nobody_by_that_id_is_a_404(client):
    client.force_login(user(Role.NURSE))
    missing = "00000000-0000-0000-0000-000000000000"

    assert client.get(reverse("chart:patient", args=[missing])).status_code == 404


@pytest.mark.parametrize(
    ("text", "is_found"), [("ada", True), ("meadow ada", True), ("BS-00001", True), ("bob", False)]
)
def test_people_are_found_by_name_or_number(client, text, is_found):
    patient()
    client.force_login(user(Role.NURSE))

    found = client.get(reverse("chart:patients"), {"q": text}).content.decode()

    assert ("Meadow, Ada" in found) == is_found


def test_the_page_shows_its_three_answers_in_this_order(client):
    text = page(client, started_session(at=timezone.now()).patient)
    places = [text.index(f"<h2>{each}</h2>") for each in ("Happening", "Next", "Missing")]

    assert places == sorted(places)
