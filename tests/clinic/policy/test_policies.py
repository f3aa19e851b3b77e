"""Thresholds are the clinic's own: versioned, sourced, signed by the medical director."""

import pytest
from django.urls import reverse
from tests.factories import NOON, PASSWORD, minutes, policy_in_force, user

from bigsky.clinic.policy import queries
from bigsky.clinic.policy.actions import AlreadySignedError, draft_policy, sign_policy
from bigsky.clinic.policy.models import Policy
from bigsky.clinic.policy.reading import Family, differences, flat, parts_of
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(client):
    person = user(Role.MEDICAL_DIRECTOR)
    client.force_login(person)
    return person


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.hazard("H-02")
def test_a_draft_is_not_in_force(client, director):
    client.post(reverse("policy:draft", args=["dosing"]))
    drafted = queries.versions("dosing").get()

    assert queries.in_force("dosing", NOON) is None
    assert "Not in force." in page(client, "policy:policy", drafted.pk)
    assert "Not in force: " in page(client, "policy:list")


def test_the_medical_directors_password_puts_a_version_in_force(client, director):
    client.post(reverse("policy:draft", args=["dosing"]))
    drafted = queries.versions("dosing").get()

    client.post(reverse("policy:sign", args=[drafted.pk]), {"password": PASSWORD})

    text = page(client, "policy:policy", drafted.pk)
    assert "In force" in text
    assert "exactly what was signed" in text


@pytest.mark.parametrize("password", ["", "wrong"])
def test_another_password_signs_nothing_and_says_so_at_the_field(client, director, password):
    client.post(reverse("policy:draft", args=["dosing"]))
    drafted = queries.versions("dosing").get()

    answer = client.post(reverse("policy:sign", args=[drafted.pk]), {"password": password})

    assert answer.status_code == 422
    assert 'id="id_password_error"' in answer.content.decode()
    assert queries.policy(drafted.pk).signature is None


def test_a_new_version_supersedes_and_shows_what_it_changes(client, director):
    first = policy_in_force("dosing")
    content = {**first.content, "hard_mg_per_kg": "0.8"}
    second = draft_policy(by=director, at=NOON, kind="dosing", content=content)
    sign_policy(by=director, at=NOON, policy_id=second.pk, password=PASSWORD)

    assert queries.in_force("dosing", NOON) == second
    assert queries.in_force("dosing", NOON - minutes(1)) == first
    assert "Not in force any more" in page(client, "policy:policy", first.pk)
    assert differences(first.content, content) == [("hard mg per kg", "1.0", "0.8")]
    assert "Hard mg per kg" in page(client, "policy:policy", second.pk)


def test_a_signed_version_is_not_signed_again(client, director):
    first = policy_in_force("dosing")

    answer = client.post(reverse("policy:sign", args=[first.pk]), {"password": PASSWORD})

    assert answer.status_code == 422
    with pytest.raises(AlreadySignedError):
        sign_policy(by=director, at=NOON, policy_id=first.pk, password=PASSWORD)


@pytest.mark.hazard("H-02")
def test_content_altered_after_signing_is_shown_as_altered(client, director):
    signed = policy_in_force("dosing")
    Policy.objects.filter(pk=signed.pk).update(content={**signed.content, "hard_mg_per_kg": "9"})

    assert "not what was signed" in page(client, "policy:policy", signed.pk)


@pytest.mark.parametrize("kind", queries.kinds())
def test_every_shipped_example_reads_as_tables_with_sources(client, director, kind):
    text = page(client, "policy:example", kind)

    assert "An example, not in force." in text
    assert '<span class="tag">' in text
    assert all(isinstance(part, Family) or part.source for part in parts_of(queries.example(kind)))


@pytest.mark.parametrize("kind", queries.kinds())
def test_no_figure_of_an_example_is_lost_on_the_page(client, director, kind):
    text = page(client, "policy:example", kind)
    figures = [value for name, value in flat(queries.example(kind)).items() if "source" not in name]

    assert all(value in text for value in figures if value.replace(".", "").isdigit())


def test_an_unknown_kind_is_a_404(client, director):
    assert client.get(reverse("policy:example", args=["coffee"])).status_code == 404
