"""From stored messages to observations, after the acknowledgement: may be stopped and repeated anywhere."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, transaction

from bigsky.clinic.hl7 import actions, oru, queries
from bigsky.clinic.hl7.conflicts import tell_of_conflict
from bigsky.clinic.hl7.models import RawMessage
from bigsky.clinic.hl7.oru import Report
from bigsky.clinic.hl7.wire.header import printable, read_header
from bigsky.clinic.infusion.actions import DeviceReading, Received, record_device_observations
from bigsky.clinic.staff.actions import system_user

log = logging.getLogger(__name__)

# Few at a time, so that a message which arrives meanwhile is acknowledged soon.
AT_A_TIME = 8
_LONGEST_NOTE = 2000

Record = Callable[..., Received]


def read_pending(
    *,
    at: datetime,
    record: Record = record_device_observations,
    may_go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Read the oldest pending messages in one transaction and say how many; at least one if there is any."""
    messages = queries.pending(limit=AT_A_TIME)
    if not messages:
        return 0
    with transaction.atomic():
        for count, message in enumerate(messages, start=1):
            _settle(message, at, record)
            if not may_go_on():
                return count
    return len(messages)


def replay(*, at: datetime, record: Record = record_device_observations) -> int:
    """Read the whole inbox again; what was recorded before is not recorded twice."""
    count = 0
    for message in queries.readable().iterator(chunk_size=200):
        _settle(message, at, record)
        count += 1
    return count


def _settle(message: RawMessage, at: datetime, record: Record) -> None:
    state, note = _outcome(message, at, record)
    actions.settle(raw_id=message.pk, state=state, note=printable(note)[:_LONGEST_NOTE])
    if message.state == "conflict":
        tell_of_conflict(message, at=at, is_readable=state == "read")


def _outcome(message: RawMessage, at: datetime, record: Record) -> tuple[str, str]:
    """Read one message; whatever is wrong with it, the next one is read too."""
    try:
        with transaction.atomic():
            return "read", _read(message, at, record)
    except OperationalError:
        # The database, not the message: it stays pending and is tried again.
        raise
    except oru.UnreadableError as error:
        return "unparsed", str(error)
    except Exception as error:
        # Not the message but this program: a later version, or another policy, may well read it.
        log.exception("Reading message %s failed; it is tried again at the next start", message.pk)
        return "failed", f"{type(error).__name__}: {error}"


def _read(message: RawMessage, at: datetime, record: Record) -> str:
    body = bytes(message.body)
    report = oru.read(body, charset=read_header(body).charset, time_zones=_time_zones())
    remarks = report.remarks
    if report.readings or report.misfits:
        received = record(
            by=system_user("gateway"), at=at, readings=_as_readings(report), raw_id=str(message.pk)
        )
        unbound = sorted({reading.device_id for reading in received.unbound})
        remarks = (
            *remarks,
            *(f"device {name} is bound to no session" for name in unbound),
            *(str(refusal) for _, refusal in received.refused),
        )
    return "; ".join(remarks)


def _as_readings(report: Report) -> list[DeviceReading]:
    return [
        DeviceReading(
            device_id=each.device_id,
            kind=each.kind.key,
            value=each.value,
            unit=each.unit,
            observed_at=each.observed_at,
        )
        for each in (*report.readings, *report.misfits)
    ]


def _time_zones() -> Mapping[str, str]:
    zones: Mapping[str, str] = settings.GATEWAY_TIME_ZONES
    return zones
