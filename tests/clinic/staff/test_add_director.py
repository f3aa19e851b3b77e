"""The first person of a clinic comes in from the command line."""

import pytest
from click.testing import CliRunner
from django.urls import reverse

from bigsky.cli import main
from bigsky.clinic.config import processes
from bigsky.clinic.staff import queries
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "under-a-wide-blue-sky"
VERA = (
    "add-director", "--username", "vera", "--first-name", "Vera", "--last-name", "Sun", "--credentials", "MD",
)  # fmt: skip


@pytest.fixture(autouse=True)
def tables_are_there(monkeypatch):
    monkeypatch.setattr(processes, "prepare", lambda _: None)


def run(*words, typed):
    return CliRunner().invoke(main, [*VERA, *words], input=typed)


def test_an_empty_clinic_gets_a_director_who_may_log_in(client):
    assert not queries.has_staff()

    answer = run(typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert answer.exit_code == 0
    vera = queries.user("vera")
    assert (vera.role, str(vera), vera.credentials) == (Role.MEDICAL_DIRECTOR, "Vera Sun", "MD")
    client.post(reverse("account_login"), {"login": "vera", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(vera.pk)
    assert queries.has_staff()


def test_the_password_may_come_from_a_pipe():
    assert run("--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0
    assert queries.user("vera").check_password(PASSWORD)


def test_it_works_while_the_platform_runs(monkeypatch):
    def is_running(data_dir):
        raise processes.AlreadyRunningError(data_dir)

    monkeypatch.setattr(processes, "prepare", is_running)

    assert run("--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0


def test_a_weak_password_lets_nobody_in():
    answer = run("--password-stdin", typed="short\n")

    assert answer.exit_code == 2
    assert "Error: password" in answer.stderr
    assert not queries.has_staff()


def test_a_name_that_is_taken_is_refused():
    run("--password-stdin", typed=f"{PASSWORD}\n")

    answer = run("--password-stdin", typed=f"{PASSWORD}\n")

    assert answer.exit_code == 2
    assert "taken" in answer.stderr
