"""A clinic sets up its chairs itself."""

import pytest
from django.urls import reverse
from tests.factories import NOON, user

from bigsky.clinic.scheduling import queries
from bigsky.clinic.scheduling.actions import add_chair
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def director(client):
    person = user(Role.MEDICAL_DIRECTOR)
    client.force_login(person)
    return person


def add(client, **typed):
    return client.post(reverse("scheduling:add-chair"), typed)


def test_a_new_chair_can_be_used(client):
    assert add(client, code="C1", name="Chair 1").status_code == 302

    assert queries.chair("C1").name == "Chair 1"
    assert "Chair 1" in client.get(reverse("scheduling:chairs")).content.decode()


@pytest.mark.parametrize(
    ("typed", "at_field"),
    [
        ({"code": "", "name": "Chair 1"}, "code"),
        ({"code": "C 1", "name": "Chair 1"}, "code"),
        ({"code": "w2", "name": "Chair 1"}, "code"),
        ({"code": "C1", "name": ""}, "name"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(client, director, typed, at_field):
    add_chair(by=director, at=NOON, code="W2", name="By the window")

    answer = add(client, **typed)

    assert answer.status_code == 422
    assert f'id="id_{at_field}_error"' in answer.content.decode()
    assert [each.code for each in queries.chairs()] == ["W2"]
