"""A clinic lets its people in, and out, itself."""

import pytest
from django.urls import reverse
from tests.factories import NOON, PASSWORD, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.staff import queries
from bigsky.clinic.staff.actions import LastDirectorError, NameTakenError, add_user, retire_user
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
NORA = {
    "username": "nora", "first_name": "Nora", "last_name": "Field", "credentials": "RN",
    "role": "nurse", "password": "a-long-first-password",
}  # fmt: skip


@pytest.fixture
def director(client):
    person = user(Role.MEDICAL_DIRECTOR)
    client.force_login(person)
    return person


def add(client, **changes):
    return client.post(reverse("staff:add"), {**NORA, **changes})


def retire(client, person):
    return client.post(reverse("staff:retire", args=[person.pk]))


def test_the_director_lets_somebody_in_who_then_logs_in_with_their_role(client, director):
    assert add(client).status_code == 302

    nora = queries.user("nora")
    assert (nora.role, nora.get_full_name(), nora.credentials) == (Role.NURSE, "Nora Field", "RN")
    assert nora.check_password(NORA["password"])
    assert audit.latest(1)[0].act == "add user"


@pytest.mark.parametrize(
    ("changed", "at_field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"username": "no ra"}, "username"),
        ({"username": "Medical-Director"}, "username"),
        ({"role": "patient"}, "role"),
        ({"role": "system"}, "role"),
        ({"last_name": ""}, "last_name"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_lets_nobody_in(client, director, changed, at_field):
    before = User.objects.count()

    answer = add(client, **changed)

    assert answer.status_code == 422
    assert f'id="id_{at_field}_error"' in answer.content.decode()
    assert User.objects.count() == before


def test_a_name_is_taken_in_upper_and_lower_case():
    user(Role.NURSE, "nora")

    with pytest.raises(NameTakenError):
        add_user(by=user(Role.MEDICAL_DIRECTOR), at=NOON, username="NORA", password=PASSWORD, role=Role.NURSE)


@pytest.mark.hazard("H-16")
def test_whoever_is_retired_is_out_at_once_and_cannot_come_back(client, director):
    nurse = user(Role.NURSE)
    client.force_login(nurse)
    assert client.get(reverse("chart:day")).status_code == 200

    retire_user(by=director, at=NOON, user_id=nurse.pk)

    assert client.get(reverse("chart:day")).status_code == 302
    client.logout()
    client.post(reverse("account_login"), {"login": nurse.username, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert "retire user" in {each.act for each in audit.latest()}


def test_the_page_retires_somebody_and_keeps_their_name(client, director):
    nurse = user(Role.NURSE)

    assert retire(client, nurse).status_code == 302

    assert "may not log in" in client.get(reverse("staff:people")).content.decode()
    assert not queries.user(nurse.username).is_active


def test_the_last_director_stays(client, director):
    assert retire(client, director).status_code == 422
    with pytest.raises(LastDirectorError):
        retire_user(by=director, at=NOON, user_id=director.pk)

    second = user(Role.MEDICAL_DIRECTOR, "second")
    retire_user(by=second, at=NOON, user_id=director.pk)

    assert queries.with_role(Role.MEDICAL_DIRECTOR).get() == second


def test_patients_and_parts_of_the_system_are_nobody_to_retire(client, director):
    assert retire(client, user(Role.PATIENT)).status_code == 404


@pytest.mark.hazard("H-16")
@pytest.mark.parametrize("role", ["", "janitor", "system"])
def test_whoever_has_no_role_here_reads_a_plain_sentence(client, role):
    nobody = User.objects.create_user(username="nobody", password=PASSWORD, role=role)
    client.force_login(nobody)

    answer = client.get(reverse("home"))

    assert answer.status_code == 403
    assert "has no role here" in answer.content.decode()
    assert client.get(reverse("chart:day")).status_code == 403
