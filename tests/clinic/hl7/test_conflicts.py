"""One message id for two bodies: both are kept, both are read, and somebody is told once a day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories import NOON, minutes, started_session
from tests.interop.wire import oru

from bigsky.clinic.hl7 import actions, inbox_pass, queries
from bigsky.clinic.hl7.models import RawMessage
from bigsky.clinic.hl7.wire.arrival import arrived
from bigsky.clinic.hl7.wire.frame import Frame
from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.prompts import queries as prompts

pytestmark = [pytest.mark.django_db, pytest.mark.hazard("H-13")]


def keep(*bodies, received_at=NOON):
    actions.store_batch(arrivals=[arrived(Frame(body=body), at=received_at) for body in bodies])


def at(minute):
    return f"{NOON + timedelta(minutes=minute):%Y%m%d%H%M%S%z}"


def values_of(session):
    rows = infusion.observations_of(session).filter(origin="device")
    return sorted((row.observed_at, row.value) for row in rows)


def told():
    return [each for each in prompts.still_open() if each.kind == "message conflict"]


def test_a_monitor_that_counts_anew_loses_no_reading():
    session = started_session()
    keep(oru("1", value=70, at=at(1)), oru("1", value=75, at=at(2)))

    inbox_pass.read_pending(at=NOON + minutes(2))

    assert values_of(session) == [(NOON + minutes(1), Decimal(70)), (NOON + minutes(2), Decimal(75))]
    assert list(RawMessage.objects.order_by("id").values_list("state", flat=True)) == ["read", "conflict"]
    assert inbox_pass.read_pending(at=NOON + minutes(3)) == 0


def test_another_value_at_the_same_moment_stands_beside_the_first():
    session = started_session()
    keep(oru("1", value=70, at=at(1)), oru("1", value=75, at=at(1)))

    inbox_pass.read_pending(at=NOON + minutes(1))

    assert [value for _, value in values_of(session)] == [70, 75]
    assert not infusion.observations_of(session).filter(accepted_at__isnull=False, origin="device").exists()


def test_keeping_a_conflict_tells_nobody_before_it_is_acknowledged():
    keep(oru("1", value=70), oru("1", value=71))
    assert told() == []

    inbox_pass.read_pending(at=NOON)

    assert len(told()) == 1


def test_somebody_is_told_once_a_sender_and_day_with_the_rows():
    keep(oru("1", value=70), oru("1", value=71), oru("1", value=72), oru("1", sender="OTHER"))
    keep(oru("1", sender="OTHER", value=71), oru("2"))
    keep(oru("1", value=73), received_at=NOON + timedelta(days=1))
    while inbox_pass.read_pending(at=NOON + timedelta(days=1)):
        pass

    asked = told()
    assert sorted(each.text.split()[0] for each in asked) == ["OTHER", "TEST", "TEST"]
    assert {each.urgency for each in asked} == {"today"}
    first = next(each for each in asked if each.text.startswith("TEST"))
    rows = (
        RawMessage.objects.filter(sender="TEST", control_id="1").order_by("id").values_list("pk", flat=True)
    )
    assert first.basis["inputs"]["inbox rows under this number"] == ", ".join(map(str, rows))
    assert first.basis["inputs"]["inbox row of this conflict"] == str(rows[1])
    assert "readings of both are taken" in first.text


def test_a_replay_reads_a_conflict_again_and_changes_nothing():
    session = started_session()
    keep(oru("1", value=70, at=at(1)), oru("1", value=75, at=at(2)))
    inbox_pass.read_pending(at=NOON + minutes(2))
    once = values_of(session)

    assert inbox_pass.replay(at=NOON + minutes(3)) == 2
    assert values_of(session) == once
    assert len(told()) == 1


def fails(**_):
    raise RuntimeError("our fault")


def test_a_conflict_on_which_the_program_failed_is_said_so_and_read_at_the_next_start():
    session = started_session()
    keep(oru("1", value=70, at=at(1)))
    inbox_pass.read_pending(at=NOON + minutes(1))
    keep(oru("1", value=75, at=at(2)))

    assert inbox_pass.read_pending(at=NOON + minutes(2), record=fails) == 1
    assert inbox_pass.read_pending(at=NOON + minutes(2)) == 0
    assert "could not be read" in told()[0].text

    assert actions.retry_failed() == 1
    inbox_pass.read_pending(at=NOON + minutes(3))
    assert [value for _, value in values_of(session)] == [70, 75]
    assert queries.count_by_state()["conflict"] == 1
