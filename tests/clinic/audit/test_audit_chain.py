"""What was done is on record, and altering the record shows."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from tests.factories import NOON, patient, user

from bigsky.clinic.audit import queries
from bigsky.clinic.audit.chain import verify
from bigsky.clinic.staff.acts import clinical_act
from bigsky.clinic.staff.roles import Act, Role

pytestmark = [pytest.mark.django_db, pytest.mark.hazard("H-15")]


@pytest.fixture(autouse=True)
def some_acts():
    return patient()


def change_by_hand(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def positions():
    return [each["act"] for each in queries.entries()]


def test_an_untouched_log_is_whole():
    assert queries.proof().is_whole
    assert queries.proof().entries == len(positions())


@pytest.mark.parametrize("column", ["act", "by", "role", "subject", "patient", "detail"])
def test_a_changed_entry_is_found_at_its_position(column):
    value = "'{}'" if column == "detail" else "'somebody else'"
    if column == "detail":
        value = """'{"a": 1}'"""
    first = "(SELECT MIN(id) FROM audit_auditentry)"
    change_by_hand(f'UPDATE audit_auditentry SET "{column}" = {value} WHERE id = {first} + 1')  # noqa: S608 - a test

    assert queries.proof().broken_at == 1
    assert "position 1" in str(queries.proof())


def test_an_entry_that_was_taken_out_is_found():
    change_by_hand("DELETE FROM audit_auditentry WHERE id = (SELECT MIN(id) FROM audit_auditentry) + 1")

    assert queries.proof().broken_at == 1


def test_an_end_that_was_cut_off_is_found():
    change_by_hand("DELETE FROM audit_auditentry WHERE id = (SELECT MAX(id) FROM audit_auditentry)")

    assert queries.proof().is_cut_short
    assert not queries.proof().is_whole


def test_an_export_is_verified_without_the_database(tmp_path, capsys):
    file = tmp_path / "audit.jsonl"
    call_command("verify_audit", export=file)
    newest = queries.proof().newest_hash
    change_by_hand("DELETE FROM audit_auditentry")

    call_command("verify_audit", file=file, newest_hash=newest)

    assert "Whole" in capsys.readouterr().out


def test_a_changed_export_names_the_position(tmp_path):
    file = tmp_path / "audit.jsonl"
    call_command("verify_audit", export=file)
    lines = file.read_text().splitlines()
    lines[2] = json.dumps({**json.loads(lines[2]), "by": "nobody"})
    file.write_text("\n".join(lines))

    with pytest.raises(CommandError, match="position 2"):
        call_command("verify_audit", file=file)


@pytest.mark.parametrize("text", ["not json", "[1]", '"text"'])
def test_a_broken_export_is_refused_in_words(tmp_path, text):
    file = tmp_path / "audit.jsonl"
    file.write_text(text)

    with pytest.raises(CommandError, match="Line 1"):
        call_command("verify_audit", file=file)


def test_an_entry_without_its_fields_does_not_follow():
    assert verify([{"hash": "x"}]).broken_at == 0


def test_an_act_that_leaves_no_entry_does_not_happen():
    @clinical_act(Act.REGISTER_PATIENT)
    def forget_to_record(*, by, at):
        return by, at

    with pytest.raises(AssertionError, match="left no audit entry"):
        forget_to_record(by=user(Role.NURSE), at=NOON)


def test_the_log_page_narrows_to_a_patient_and_says_so_in_the_log(client, some_acts):
    client.force_login(user(Role.MEDICAL_DIRECTOR))

    page = client.get(reverse("audit:log"), {"patient": some_acts.pk, "verify": "1"}).content.decode()

    assert "register patient" in page
    assert "Whole" in page
    assert queries.of_patient(some_acts.pk)[0].subject == "audit:log"


def test_the_log_page_shows_a_broken_chain_loudly(client):
    change_by_hand(
        "UPDATE audit_auditentry SET act = 'nothing' WHERE id = (SELECT MIN(id) FROM audit_auditentry)"
    )
    client.force_login(user(Role.MEDICAL_DIRECTOR))

    page = client.get(reverse("audit:log"), {"verify": "1"}).content.decode()

    assert "Not whole" in page
    assert "position 0" in page


def test_a_patient_id_that_is_none_is_refused_at_the_field(client):
    client.force_login(user(Role.MEDICAL_DIRECTOR))

    answer = client.get(reverse("audit:log"), {"patient": "nobody"})

    assert answer.status_code == 422
    assert "The long id" in answer.content.decode()


def test_the_downloaded_log_can_be_verified(client):
    client.force_login(user(Role.MEDICAL_DIRECTOR))

    lines = b"".join(client.get(reverse("audit:file")).streaming_content).decode().splitlines()

    assert verify(map(json.loads, lines)).is_whole
    assert json.loads(lines[-1])["act"] == "export audit log"
