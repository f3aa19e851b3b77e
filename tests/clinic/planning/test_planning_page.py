"""Weight, dose, working, curve and signature on one page."""

import pytest
from django.urls import reverse
from tests.factories import (
    NOON,
    ORDER,
    PASSWORD,
    cleared_patient,
    patient,
    policy_in_force,
    signed_plan,
    user,
)

from bigsky.clinic.planning import queries
from bigsky.clinic.planning.actions import draft_plan
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
TYPED = {**ORDER, "dead_volume_ml": "1"}


def send(client, person, act="save", **changes):
    client.force_login(user(Role.PHYSICIAN))
    return client.post(reverse("planning:draft", args=[person.pk]), {**TYPED, "act": act, **changes})


def page_of(client, person, role=Role.PHYSICIAN):
    client.force_login(user(role))
    return client.get(reverse("planning:patient", args=[person.pk])).content.decode()


def draft(person, **changes):
    return draft_plan(by=user(Role.PHYSICIAN), at=NOON, patient_id=person.pk, **{**ORDER, **changes})


def test_no_weight_is_ticked(client):
    text = page_of(client, patient())

    assert text.count('type="radio"') == 3
    assert "checked" not in text


def test_a_preview_shows_three_weights_before_one_is_chosen_and_saves_nothing(client):
    person = patient()
    page = send(client, person, act="preview", weight_basis="", weight_kg="120", height_cm="170")
    text = page.content.decode()

    assert page.status_code == 200
    assert all(name in text for name in ("Actual", "Adjusted", "Ideal"))
    assert "% apart" in text
    assert "Choose the weight" in text
    assert not queries.plans_of(person.pk).exists()


def test_a_preview_shows_the_working_and_the_curve(client):
    policy_in_force("dosing")
    text = send(client, patient(), act="preview", weight_kg="80").content.decode()

    assert "Draw: 40 mg ÷ 50 mg/mL = 0.80 mL" in text
    assert "research estimate of a population model" in text
    assert "venous plasma" in text
    assert "<svg" in text
    assert "The same as a table" in text


def test_a_draft_is_saved_and_waits_for_a_signature(client):
    person = patient()
    page = send(client, person)

    assert page.status_code == 302
    assert queries.plans_of(person.pk).get().content["dead_volume_ml"] == "1"
    assert "Draft, not signed" in page_of(client, person)


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("act", ["preview", "save"])
@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("weight_kg", "0", "25 to 350 kg"),
        ("weight_kg", "700", "25 to 350 kg"),
        ("weight_kg", "", "25 to 350 kg"),
        ("dose_mg_per_kg", "50", "0.05 to 2 mg/kg"),
        ("final_mg_per_ml", "50.1", "0.1 to 50 mg/mL"),
    ],
)
def test_an_impossible_number_is_refused_at_its_field(client, act, field, value, says):
    person = patient()
    page = send(client, person, act=act, **{field: value})

    assert page.status_code == 422
    assert says in page.context["plan_form"].errors[field][0]
    assert not queries.plans_of(person.pk).exists()


def test_saving_without_a_chosen_weight_is_refused_at_the_field(client):
    page = send(client, patient(), weight_basis="")

    assert page.status_code == 422
    assert page.context["plan_form"].errors["weight_basis"]


@pytest.mark.hazard("H-10")
def test_a_physician_signs_with_the_password_and_sees_what_was_signed(client):
    policy_in_force("dosing")
    person = cleared_patient()
    plan = draft(person)
    client.force_login(user(Role.PHYSICIAN))

    page = client.post(reverse("planning:sign", args=[plan.pk]), {"password": PASSWORD}, follow=True)

    signed = queries.current_plan(person.pk)
    assert signed == plan
    assert signed.signature.content_hash in page.content.decode()


@pytest.mark.hazard("H-10")
@pytest.mark.parametrize(
    ("cleared", "password", "field"), [(True, "wrong", "password"), (False, PASSWORD, "__all__")]
)
def test_a_refused_signature_says_why_and_signs_nothing(client, cleared, password, field):
    policy_in_force("dosing")
    plan = draft(cleared_patient() if cleared else patient())
    client.force_login(user(Role.PHYSICIAN))

    page = client.post(reverse("planning:sign", args=[plan.pk]), {"password": password})

    assert page.status_code == 422
    assert page.context["sign_form"].errors[field]
    assert not queries.plan(plan.pk).is_signed


@pytest.mark.hazard("H-06")
def test_above_the_soft_limit_the_page_asks_for_a_reason(client):
    policy_in_force("dosing")
    person = cleared_patient()
    plan = draft(person, dose_mg_per_kg="0.75")
    assert 'name="reason"' in page_of(client, person)

    page = client.post(reverse("planning:sign", args=[plan.pk]), {"password": PASSWORD, "reason": ""})

    assert page.status_code == 422
    assert page.context["sign_form"].errors["reason"]


def test_a_nurse_sees_the_plan_and_can_neither_draft_nor_sign(client):
    plan = signed_plan()
    text = page_of(client, plan.patient, Role.NURSE)

    assert "The plan in force" in text
    assert "Save as draft" not in text
    assert client.post(reverse("planning:draft", args=[plan.patient_id]), TYPED).status_code == 403
    assert client.post(reverse("planning:sign", args=[plan.pk]), {"password": PASSWORD}).status_code == 403


def test_what_is_missing_is_said_first(client):
    text = page_of(client, patient())

    assert "A screening decided “proceed”" in text
    assert "A signed dosing policy" in text


def test_a_plan_that_is_not_there_is_a_plain_404(client):
    client.force_login(user(Role.PHYSICIAN))
    nowhere = reverse("planning:sign", args=["00000000-0000-4000-8000-000000000000"])

    assert client.post(nowhere, {"password": PASSWORD}).status_code == 404
