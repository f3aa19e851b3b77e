"""The raw inbox: kept once, never overwritten, read once, and the same when read again."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from tests.factories import NOON, minutes, started_session
from tests.interop.wire import oru

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.hl7 import actions, inbox_pass, queries
from bigsky.clinic.hl7.actions import Kept
from bigsky.clinic.hl7.wire.arrival import arrived
from bigsky.clinic.hl7.wire.frame import Frame, Shape
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.prompts import queries as prompts

pytestmark = pytest.mark.django_db


def keep(*bodies, shape=Shape.WHOLE):
    return actions.store_batch(arrivals=[arrived(Frame(body=body, shape=shape), at=NOON) for body in bodies])


def at(minute):
    return f"{NOON + timedelta(minutes=minute):%Y%m%d%H%M%S%z}"


def readings_of(session):
    rows = infusion.observations_of(session).filter(origin="device")
    return sorted((row.kind, row.value, row.observed_at) for row in rows)


def entries_of_the_gateway():
    return [entry["act"] for entry in audit.entries() if entry["by"] == "gateway"]


def test_a_message_is_kept_once_and_its_id_only_for_one_body():
    assert keep(oru("1"), oru("1")) == [Kept.STORED, Kept.DUPLICATE]
    assert keep(oru("1"), oru("1", value=71), oru("1", sender="OTHER")) == [
        Kept.DUPLICATE,
        Kept.CONFLICT,
        Kept.STORED,
    ]
    assert keep(oru("1", value=71)) == [Kept.DUPLICATE]
    assert queries.count_by_state() == {"pending": 2, "read": 0, "failed": 0, "unparsed": 0, "conflict": 1}


def test_what_cannot_be_read_is_kept_once_with_the_reason():
    assert keep(b"no HL7", b"no HL7", b"other") == [Kept.STORED, Kept.DUPLICATE, Kept.STORED]
    assert queries.count_by_state()["unparsed"] == 2


def test_a_message_that_broke_off_does_not_use_up_its_id():
    keep(oru("1")[:-20], shape=Shape.CUT)

    assert keep(oru("1")) == [Kept.STORED]


def test_a_pending_message_becomes_observations_of_the_bound_session():
    session = started_session()
    keep(oru("1", at=at(1)), oru("2", value=75, at=at(2)))

    assert inbox_pass.read_pending(at=NOON + minutes(2)) == 2
    assert [value for _, value, _ in readings_of(session)] == [Decimal(70), Decimal(75)]
    assert queries.count_by_state()["read"] == 2
    assert inbox_pass.read_pending(at=NOON + minutes(2)) == 0


def test_a_message_leaves_one_audit_entry_for_its_observations():
    started_session()
    keep(oru("1", at=at(1)))
    assert entries_of_the_gateway() == []

    inbox_pass.read_pending(at=NOON + minutes(1))

    assert entries_of_the_gateway() == ["receive observations"]


def test_reading_the_whole_inbox_again_rebuilds_the_same_observations():
    session = started_session()
    keep(*(oru(str(number), value=60 + number, at=at(number)) for number in range(12)))
    while inbox_pass.read_pending(at=NOON + minutes(12)):
        pass
    once = readings_of(session)

    assert inbox_pass.replay(at=NOON + minutes(13)) == 12
    assert readings_of(session) == once
    assert len(once) == 12


def test_an_unbound_device_leaves_a_note_and_no_observation():
    session = started_session()
    keep(oru("1", device="STRANGER", at=at(1)))
    inbox_pass.read_pending(at=NOON + minutes(1))

    assert readings_of(session) == []
    assert "STRANGER is bound to no session" in queries.readable().get().note


def test_one_message_that_fails_does_not_keep_the_next_from_being_read():
    session = started_session()
    keep(oru("1", at=at(1)), oru("2", at=at(2)))

    def fails_once(**given):
        if given["readings"][0].observed_at == NOON + minutes(1):
            raise ValueError("cannot be")
        return inbox_pass.record_device_observations(**given)

    inbox_pass.read_pending(at=NOON + minutes(2), record=fails_once)

    assert len(readings_of(session)) == 1
    assert queries.count_by_state() == {"pending": 0, "read": 1, "failed": 1, "unparsed": 0, "conflict": 0}
    assert [row.note for row in queries.readable() if row.state == "failed"] == ["ValueError: cannot be"]


def fails(**_):
    raise RuntimeError("our fault")


@pytest.mark.hazard("H-13")
def test_a_message_on_which_the_program_failed_is_read_at_the_next_start():
    session = started_session()
    keep(oru("1", at=at(1)))
    inbox_pass.read_pending(at=NOON + minutes(1), record=fails)
    assert queries.count_by_state()["failed"] == 1
    assert inbox_pass.read_pending(at=NOON + minutes(1)) == 0

    assert actions.retry_failed() == 1
    inbox_pass.read_pending(at=NOON + minutes(2))

    assert len(readings_of(session)) == 1
    assert queries.count_by_state()["read"] == 1


@pytest.mark.hazard("H-13")
def test_a_replay_reads_what_failed_and_says_so():
    session, said = started_session(), StringIO()
    keep(oru("1", at=at(1)), oru("2", at=at(2)))
    inbox_pass.read_pending(at=NOON + minutes(2), record=fails)

    call_command("replay_inbox", stdout=said)

    assert said.getvalue() == "2 messages read again, 0 failed.\n"
    assert len(readings_of(session)) == 2
    assert queries.readable().values_list("state", "note").distinct().get() == ("read", "")


def test_what_was_read_stays_read_when_a_replay_fails():
    started_session()
    keep(oru("1", at=at(1)))
    inbox_pass.read_pending(at=NOON + minutes(1))

    inbox_pass.replay(at=NOON + minutes(2), record=fails)

    assert queries.count_by_state()["read"] == 1


@pytest.mark.hazard("H-07")
def test_a_value_in_another_unit_is_shown_to_nobody_but_told_to_somebody():
    session = started_session()
    keep(*(oru(name, at=at(1)).replace(b"264864", b"266016") for name in ("1", "2")))
    inbox_pass.read_pending(at=NOON + minutes(1))

    assert readings_of(session) == []
    assert [each.kind for each in prompts.open_in_session(session.pk)] == ["monitor value"]


def test_when_the_database_fails_the_message_stays_pending():
    keep(oru("1", at=at(1)))

    def locked(**_):
        raise OperationalError("database is locked")

    with pytest.raises(OperationalError):
        inbox_pass.read_pending(at=NOON, record=locked)
    assert queries.count_by_state()["pending"] == 1
