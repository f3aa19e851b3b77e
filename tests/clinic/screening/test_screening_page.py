"""Facts, findings and decision on one page."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import ELIGIBLE_FACTS, patient, policy_in_force, user

from bigsky.clinic.screening import actions, queries
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine.screening.facts import ALL_FACTS

pytestmark = pytest.mark.django_db
AS_TYPED = {True: "yes", False: "no"}
BANNER = "No signed screening policy is in force: nothing is eligible and nothing is prompted"


def typed(**changes):
    facts = {**ELIGIBLE_FACTS, **changes}
    return {name: AS_TYPED[value] if isinstance(value, bool) else value for name, value in facts.items()}


def page_of(client, person, role=Role.PHYSICIAN):
    client.force_login(user(role))
    return client.get(reverse("screening:patient", args=[person.pk])).content.decode()


def send_facts(client, person, facts, role=Role.NURSE):
    client.force_login(user(role))
    page = client.get(reverse("screening:patient", args=[person.pk]))
    seen = page.context["facts_form"].initial["sheet_seen"]
    return client.post(reverse("screening:facts", args=[person.pk]), {"sheet_seen": seen, **facts})


def screened(person, **changes):
    return actions.screen_on(
        by=user(Role.NURSE), at=timezone.now(), patient_id=person.pk, facts={**ELIGIBLE_FACTS, **changes}
    )


def test_the_form_asks_for_every_fact_and_begins_with_not_known(client):
    text = page_of(client, patient())

    assert all(f'id="fact-{fact.name}"' in text for fact in ALL_FACTS)
    assert text.count('value="" id=') == text.count("checked")
    assert "25 to 350 kg" in text


def test_saving_the_page_again_changes_no_fact(client):
    person = patient()
    facts = {**ELIGIBLE_FACTS, "adequate_antidepressant_failures": 1, "diazepam_equivalent_mg_per_day": 0}
    send_facts(client, person, typed(**facts))
    client.force_login(user(Role.NURSE))

    form = client.get(reverse("screening:patient", args=[person.pk])).context["facts_form"]
    again = {name: value for name, value in form.initial.items() if value is not None}
    send_facts(client, person, again)

    assert queries.facts_of(person.pk) == facts


@pytest.mark.hazard("H-02")
def test_without_a_signed_policy_the_page_says_so_loudly(client):
    assert BANNER in page_of(client, patient())


@pytest.mark.hazard("H-02")
def test_with_a_signed_policy_the_banner_is_gone(client):
    policy_in_force("screening")

    assert BANNER not in page_of(client, patient())


def test_facts_are_kept_as_typed_and_screened_at_once(client):
    policy_in_force("screening")
    person = patient()

    page = send_facts(client, person, typed())

    assert page.status_code == 302
    assert queries.facts_of(person.pk) == ELIGIBLE_FACTS
    assert queries.latest(person.pk).outcome in {"eligible", "needs-clinician-decision"}


@pytest.mark.hazard("H-01")
def test_what_is_left_at_not_known_stays_unknown(client):
    policy_in_force("screening")
    person = patient()

    send_facts(client, person, typed() | {"has_psychosis": "", "ecg_age_days": ""})

    assert "has_psychosis" not in queries.facts_of(person.pk)
    assert queries.latest(person.pk).outcome == "needs-information"
    assert "#fact-has_psychosis" in page_of(client, person)


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("weight_kg", "0", "allowed is 25 to 350 kg"),
        ("weight_kg", "700", "allowed is 25 to 350 kg"),
        ("weight_kg", "heavy", "allowed is 25 to 350 kg"),
        ("systolic_mmhg", "1200", "allowed is 40 to 300 mmHg"),
        ("diastolic_mmhg", "150", "allowed is below the systolic"),
    ],
)
def test_an_impossible_number_is_refused_at_its_field(client, field, value, allowed):
    person = patient()

    page = send_facts(client, person, typed() | {field: value})

    assert page.status_code == 422
    at_field = page.content.decode().split(f'id="fact-{field}"')[1].split("</div>\n")[0]
    assert allowed in page.context["facts_form"].errors[field][0]
    assert "error" in at_field
    assert queries.facts_of(person.pk) == {}


def test_findings_come_with_what_forbids_first(client):
    policy_in_force("screening")
    person = patient()
    screened(person, has_ketamine_hypersensitivity=True, ecg_age_days=None, has_prior_stroke=True)
    text = page_of(client, person)

    order = [text.index(f"<h3>{name} ") for name in ("Must not", "Not known yet")]
    assert order == sorted(order)
    assert order[-1] < text.index("<summary>Met (")
    assert "Source:" in text


def test_nothing_is_ticked_in_the_decision(client):
    policy_in_force("screening")
    person = patient()
    screened(person)

    form = page_of(client, person).split('id="decision"')[1].split("</form>")[0]

    assert form.count('type="radio"') == 3
    assert "checked" not in form


def test_a_nurse_sees_findings_but_no_decision_form(client):
    policy_in_force("screening")
    person = patient()
    screening = screened(person)

    assert 'name="decision"' not in page_of(client, person, Role.NURSE)
    assert client.post(reverse("screening:decide", args=[screening.pk]), {}).status_code == 403


def test_a_decision_is_kept_and_shown(client):
    policy_in_force("screening")
    person = patient()
    screening = screened(person)
    client.force_login(user(Role.PHYSICIAN))

    answer = {"decision": "proceed", "reason": "Long and hard depression."}
    page = client.post(reverse("screening:decide", args=[screening.pk]), answer, follow=True)

    assert queries.may_proceed(person.pk)
    assert "Long and hard depression." in page.content.decode()


@pytest.mark.parametrize("missing", ["decision", "reason"])
def test_a_decision_without_choice_or_reason_is_refused_at_the_field(client, missing):
    policy_in_force("screening")
    screening = screened(patient())
    client.force_login(user(Role.PHYSICIAN))

    answer = {"decision": "not-now", "reason": "Not stable."} | {missing: ""}
    page = client.post(reverse("screening:decide", args=[screening.pk]), answer)

    assert page.status_code == 422
    assert page.context["decision_form"].errors[missing]


def test_an_override_needs_a_second_name_that_exists(client):
    policy_in_force("screening")
    screening = screened(patient(), has_ketamine_hypersensitivity=True)
    client.force_login(user(Role.PHYSICIAN))

    answer = {"decision": "proceed", "reason": "x", "second_username": "nobody", "second_password": "y"}
    page = client.post(reverse("screening:decide", args=[screening.pk]), answer)

    assert page.status_code == 422
    assert page.context["decision_form"].errors["second_username"]


def test_earlier_screenings_stay_on_the_page(client):
    policy_in_force("screening")
    person = patient()
    screened(person)
    screened(person)

    assert "Earlier screenings" in page_of(client, person)


def test_the_front_desk_does_not_see_screening(client):
    client.force_login(user(Role.FRONT_DESK))

    assert client.get(reverse("screening:patient", args=[patient().pk])).status_code == 403


def test_facts_that_somebody_changed_meanwhile_are_not_overwritten(client):
    person = patient()
    send_facts(client, person, typed())
    address = reverse("screening:facts", args=[person.pk])

    for stale in ({}, typed() | {"sheet_seen": "none"}):
        page = client.post(address, stale)

        assert page.status_code == 422
        assert "Somebody changed the facts" in page.content.decode()
    assert queries.facts_of(person.pk)["has_capacity"] is True
