"""What whoever comes next to this machine cannot see or try."""

import pytest
from django.urls import reverse
from tests.factories import PASSWORD, patient, user

from bigsky.clinic.config import database
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.mark.hazard("H-16")
@pytest.mark.parametrize("name", ["chart:day", "chart:patients", "prompts:list", "messaging:outbox"])
def test_no_page_of_somebody_logged_in_is_kept_by_the_browser(client, name):
    client.force_login(user(Role.NURSE))

    assert client.get(reverse(name)).headers["Cache-Control"] == "no-store"


def test_a_chart_is_not_kept_by_the_browser(client):
    client.force_login(user(Role.NURSE))
    page = client.get(reverse("chart:patient", args=[patient().pk]))

    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.hazard("H-16")
def test_a_locked_name_is_locked_however_it_is_spelt(client):
    somebody, address = user(Role.NURSE), reverse("account_login")
    for _ in range(5):
        client.post(address, {"login": somebody.username, "password": "wrong-wrong-wrong"})

    for spelt in (
        somebody.username,
        somebody.username.upper(),
        f"{somebody.username} ",
        f" {somebody.username}",
    ):
        client.post(address, {"login": spelt, "password": PASSWORD})

        assert "_auth_user_id" not in client.session


@pytest.mark.hazard("H-16")
def test_the_records_are_for_the_account_that_runs_the_clinic_only(tmp_path):
    database.settings_for("", tmp_path / "clinic")

    assert (tmp_path / "clinic").stat().st_mode & 0o077 == 0
