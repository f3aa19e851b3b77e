"""What was measured: by a person, or by a monitor through the gateway."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.actions.device_reading import (
    DeviceReading,
    Received,
    _doubt_of,
    _storable,
    _unknown_kind,
)
from bigsky.clinic.infusion.actions.errors import ObservationRefusedError
from bigsky.clinic.infusion.actions.log import _locked
from bigsky.clinic.infusion.actions.prompting import _prompt_crossings, _prompt_once_a_device
from bigsky.clinic.infusion.models import CLOSED_PHASES, DeviceBinding, Observation, Session
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine import library
from bigsky.ketamine.infusion.kinds import kind_named
from bigsky.ketamine.vocabulary.quantities import quantity
from bigsky.ketamine.vocabulary.refusal import Refusal

# What was measured while somebody still waited counts as a baseline; what is older is another visit's.
BASELINE_REACHES_BACK = timedelta(hours=2)


@clinical_act(Act.RECORD_OBSERVATION)
def record_observation(
    *, by: User, at: datetime, session_id: UUID, kind: str, value: object, observed_at: datetime
) -> Observation:
    """Keep what a person measured; whoever enters it stands for it.

    Raises:
        ObservationRefusedError: not a known kind, not a possible value, or in the future.
    """
    session = _locked(session_id)
    possible = _possible(kind, value)
    if isinstance(possible, Refusal):
        raise ObservationRefusedError(f"{possible.reason}.")
    if observed_at > at:
        raise ObservationRefusedError("The time of the observation lies in the future.")
    if observed_at < session.prepared_at - BASELINE_REACHES_BACK:
        raise ObservationRefusedError("The time of the observation lies long before this session.")
    if session.phase in CLOSED_PHASES:
        raise ObservationRefusedError("The record of this session is closed.")
    known = kind_named(kind)
    row, is_new = Observation.objects.get_or_create(
        session=session,
        kind=kind,
        observed_at=observed_at,
        value=possible,
        device_id="",
        defaults={
            "unit": known.unit if known else "",
            "received_at": at,
            "origin": "person",
            "accepted_at": at,
            "accepted_by": by,
        },
    )
    detail = {"kind": kind, "value": str(possible), "observed_at": observed_at.isoformat()}
    record(by=by, at=at, act="record observation", subject=row, patient=session.patient_id, detail=detail)
    if is_new:
        _prompt_crossings([row], by=by, at=at)
    return row


@clinical_act(Act.RECEIVE_OBSERVATION)
def record_device_observations(
    *, by: User, at: datetime, readings: Iterable[tuple[str, str, Decimal, str, datetime]], raw_id: str
) -> Received:
    """Keep what monitors sent for the sessions they are bound to; a value sent again is stored once.

    A value of any size is kept and held to the thresholds: what may be typed is no limit for a monitor.
    """
    received = Received()
    # One message carries many values of one monitor at one moment: whom it watched is looked up once.
    bindings: dict[tuple[str, datetime], DeviceBinding | None] = {}
    for reading in map(DeviceReading._make, readings):
        seen_by = (reading.device_id, reading.observed_at)
        if seen_by not in bindings:
            bindings[seen_by] = queries.binding_for(*seen_by)
        _receive(reading, bindings[seen_by], received, at=at, raw_id=raw_id)
    detail = {
        "raw": str(raw_id),
        "stored": len(received.stored),
        "known": len(received.known),
        "unbound": sorted({each.device_id for each in received.unbound}),
        "refused": [str(refusal) for _, refusal in received.refused],
    }
    record(by=by, at=at, act="receive observations", subject=f"raw message {raw_id}", detail=detail)
    pressing = _prompt_crossings(received.stored, by=by, at=at)
    for reading, refusal in received.refused:
        binding = bindings[reading.device_id, reading.observed_at]
        if binding:
            _prompt_once_a_device(reading, refusal, binding.session, by=by, at=at)
    for row, doubt in received.doubtful:
        if row not in pressing:
            _prompt_once_a_device(row, doubt, row.session, by=by, at=at)
    return received


def _receive(
    reading: DeviceReading, binding: DeviceBinding | None, received: Received, *, at: datetime, raw_id: str
) -> None:
    if binding is None:
        received.unbound.append(reading)
        return
    value = _storable(reading, at)
    if isinstance(value, Refusal):
        received.refused.append((reading, value))
        return
    row, is_new = Observation.objects.get_or_create(
        session=binding.session,
        kind=reading.kind,
        observed_at=reading.observed_at,
        value=value,
        device_id=reading.device_id,
        defaults={"unit": reading.unit, "received_at": at, "origin": "device", "raw_id": str(raw_id)},
    )
    (received.stored if is_new else received.known).append(row)
    doubt = _doubt_of(row)
    if is_new and doubt:
        received.doubtful.append((row, doubt))


def _possible(kind: str, value: object) -> Decimal | Refusal:
    return quantity(value, library.limits()[kind]) if kind_named(kind) else _unknown_kind(kind)


@clinical_act(Act.RECORD_OBSERVATION)
def accept_observation(*, by: User, at: datetime, observation_id: int) -> Observation:
    """Stand for one value of a monitor: from now on it counts."""
    row = Observation.objects.select_related("session").select_for_update().get(pk=observation_id)
    _accept([row], by=by, at=at, session=row.session)
    return row


@clinical_act(Act.RECORD_OBSERVATION)
def accept_observations(
    *, by: User, at: datetime, session_id: UUID, observed_at: datetime
) -> list[Observation]:
    """Stand for everything the monitor said at one moment."""
    session = _locked(session_id)
    rows = list(queries.observations_of(session).filter(observed_at=observed_at, accepted_at__isnull=True))
    _accept(rows, by=by, at=at, session=session)
    return rows


def _accept(rows: list[Observation], *, by: User, at: datetime, session: Session) -> None:
    for row in rows:
        if row.accepted_at is None:
            row.accepted_at, row.accepted_by = at, by
            row.save(update_fields=["accepted_at", "accepted_by"])
    detail = {"observations": [row.pk for row in rows]}
    record(
        by=by, at=at, act="accept observations", subject=session, patient=session.patient_id, detail=detail
    )
