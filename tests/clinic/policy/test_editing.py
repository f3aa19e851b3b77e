"""A clinic changes the figures itself: in a form, as a new draft, compared, then signed."""

import pytest
from django.urls import reverse
from tests.factories import NOON, PASSWORD, policy_in_force, user

from bigsky.clinic.policy import queries
from bigsky.clinic.policy.actions import draft_policy
from bigsky.clinic.policy.forms import ContentForm
from bigsky.clinic.policy.reading import differences
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(client):
    person = user(Role.MEDICAL_DIRECTOR)
    client.force_login(person)
    return person


def draft(kind):
    return draft_policy(by=user(Role.MEDICAL_DIRECTOR), at=NOON, kind=kind, content=queries.example(kind))


def as_shown(policy):
    """What a browser would send back when nothing was touched."""
    form = ContentForm(kind=policy.kind, content=policy.content)
    return {field.html_name: field.value() for field in form}


def save(client, policy, **changes):
    typed = {f"policy-{name}": value for name, value in changes.items()}
    return client.post(reverse("policy:edit", args=[policy.pk]), {**as_shown(policy), **typed})


@pytest.mark.parametrize("kind", queries.kinds())
def test_every_figure_and_source_has_a_labelled_field(client, director, kind):
    found = draft(kind)
    page = client.get(reverse("policy:edit", args=[found.pk])).content.decode()
    form = ContentForm(kind=kind, content=found.content)

    for field in form:
        assert page.count(f'name="{field.html_name}"') >= 1, field.html_name
        labelled = f'for="{field.id_for_label}"' if field.id_for_label else field.label
        assert labelled in page
    assert len(page.encode()) < 100_000


@pytest.mark.parametrize("kind", queries.kinds())
def test_a_form_that_nobody_touched_drafts_nothing(client, director, kind):
    answer = save(client, draft(kind))

    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode()
    assert queries.versions(kind).count() == 1


@pytest.mark.parametrize("kind", queries.kinds())
def test_what_is_not_touched_stays_as_it_was(client, director, kind):
    found = draft(kind)

    save(client, found, title="Ours")

    assert queries.versions(kind).first().content == {**found.content, "title": "Ours"}


@pytest.mark.parametrize(
    ("kind", "field", "value", "name"),
    [
        ("dosing", "hard_mg_per_kg", "0.8", "hard mg per kg"),
        ("dosing", "source-text", "Our own committee", "source · text"),
        ("monitoring", "thresholds-0-limit", "145", "thresholds · 1 systolic mmhg · limit"),
        ("monitoring", "thresholds-0-says", "call me", "thresholds · 1 systolic mmhg · says"),
        ("monitoring", "thresholds-0-urgency", "pause", "thresholds · 1 systolic mmhg · urgency"),
        ("monitoring", "thresholds-0-source-text", "ours", "thresholds · 1 systolic mmhg · source · text"),
        ("monitoring", "profile-during_every_min", "5", "profile · during every min"),
        ("screening", "rules-CI-01-force", "relative", "rules · CI-01 · force"),
        ("escalation", "escalate_to", "physician", "escalate to"),
        ("followup", "check_ins-link_days", "3", "check ins · link days"),
    ],
)  # fmt: skip
def test_a_changed_figure_is_a_new_draft_and_overwrites_nothing(client, director, kind, field, value, name):
    first = policy_in_force(kind)

    answer = save(client, first, **{field: value})

    new = queries.versions(kind).first()
    assert answer.url == reverse("policy:policy", args=[new.pk])
    assert [each[0] for each in differences(first.content, new.content)] == [name]
    assert queries.policy(first.pk).content == first.content
    assert queries.in_force(kind, NOON) == first
    assert not new.signature_id


def test_a_kind_is_taken_out_and_put_in(client, director):
    first = policy_in_force("discharge")

    save(client, first, kinds=["systolic_mmhg", "spo2_percent"])

    assert queries.versions("discharge").first().content["kinds"] == ["systolic_mmhg", "spo2_percent"]


@pytest.mark.hazard("H-02")
@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("dosing", "hard_mg_per_kg", "0,8"),
        ("dosing", "hard_mg_per_kg", ""),
        ("dosing", "soft_mg_per_kg", "1.2"),
        ("monitoring", "thresholds-3-limit", "1000"),
        ("monitoring", "profile-kinds", []),
        ("monitoring", "profile-late_min", "many"),
        ("screening", "rules-CI-01-force", "perhaps"),
        ("discharge", "minimum_stay_min", "0"),
    ],
)
def test_a_slip_is_said_at_its_field_and_drafts_nothing(client, director, kind, field, value):
    found = draft(kind)

    answer = save(client, found, **{field: value})

    assert answer.status_code == 422
    assert f'id="id_policy-{field}_error"' in answer.content.decode()
    assert queries.versions(kind).get() == found


def test_a_draft_is_compared_with_what_is_in_force_then_signed(client, director):
    first = policy_in_force("dosing")
    save(client, first, hard_mg_per_kg="0.9")
    save(client, first, hard_mg_per_kg="0.8")
    new = queries.versions("dosing").first()

    page = client.get(reverse("policy:policy", args=[new.pk])).content.decode()
    assert "Version 1 (in force)" in page
    assert "<strong>0.8</strong>" in page

    client.post(reverse("policy:sign", args=[new.pk]), {"password": PASSWORD})
    assert queries.policy(new.pk).signature.content_hash
    assert "Version 1" in client.get(reverse("policy:policy", args=[new.pk])).content.decode()


def test_a_first_draft_is_compared_with_the_example(client, director):
    save(client, draft("dosing"), hard_mg_per_kg="0.8")

    page = client.get(reverse("policy:policy", args=[queries.versions("dosing").first().pk])).content.decode()

    assert "The example" in page
    assert "<strong>0.8</strong>" in page
