"""Bytes of an ORU message → readings and remarks. The only module that knows python-hl7; pure.

The rules P1 to P13 are those of docs/reference/hl7.md. What is not understood is not shown: it leaves a
remark, and the raw message stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

import hl7

from bigsky.clinic.hl7.wire import moments, segments
from bigsky.clinic.hl7.wire.units import is_unit_of
from bigsky.ketamine.infusion.kinds import ObservationKind, kind_of_mdc

_NODE = "X"
_TAKEN_STATUSES = {"R", "F"}  # R: not yet validated by a person; a nurse accepts it here (P3)
# P8: what monitors send for "nothing measured" (Mindray; XH80X).
_SENTINELS = {Decimal(text) for text in ("-100", "-1", "-10000", "-999", "-99.9")}
_LONGEST_DEVICE_ID = 80
_LARGEST_VALUE = Decimal(100_000)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One number that a device reported."""

    device_id: str
    kind: ObservationKind
    value: Decimal
    unit: str
    observed_at: datetime
    mdc: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a message says: its readings, and what in it was passed over and why.

    A misfit is a number of a known kind in another unit: it is shown to nobody, but somebody is told.
    """

    readings: tuple[Reading, ...]
    misfits: tuple[Reading, ...]
    remarks: tuple[str, ...]


class UnreadableError(ValueError):
    """The bytes are no message that can be taken apart."""


@dataclass(kw_only=True)
class _Place:
    """Where in the message we are: what OBX segments inherit from those before them."""

    zones: moments.Zones
    bed: str = ""
    gateway: str = ""
    requested_at: str = ""
    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)


def read(body: bytes, *, charset: str, time_zones: Mapping[str, str]) -> Report:
    """Take a message apart; `time_zones` names the zone of each gateway that sends times without one.

    Raises:
        UnreadableError: the message cannot be taken apart at all.
    """
    try:
        message = hl7.parse(segments.tidied(body.decode(charset)))
        names = [str(segment[0]) for segment in message]
    except Exception as error:  # python-hl7 raises whatever its lists raise
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    msh = message[0]
    place = _Place(zones=moments.zones_of(_text(msh, 3), _text(msh, 7), time_zones))
    place.gateway = _part(msh, 3, 2) or _part(msh, 3, 1)
    readings: list[Reading] = []
    misfits: list[Reading] = []
    remarks: list[str] = []
    for name, segment in zip(names, message, strict=True):
        answer = _step(name, segment, place)
        if isinstance(answer, Reading):
            (readings if answer.unit == answer.kind.unit else misfits).append(answer)
        elif answer:
            remarks.append(f"OBX {_text(segment, 1) or '?'}: {answer}")
    kept, passed_over = _one_a_kind(readings)
    remarks += [f"{each.kind.key} in {each.unit} is not shown: nothing is converted" for each in misfits]
    return Report(readings=kept, misfits=tuple(misfits), remarks=(*remarks, *passed_over))


def _step(name: str, segment: hl7.Segment, place: _Place) -> Reading | str:
    if name == "PV1":
        place.bed = _text(segment, 3).strip("^ ")
    elif name == "OBR":
        place.requested_at = _text(segment, 7)
        place.nodes = {}
    elif name == "OBX":
        return _observation(segment, place)
    return ""


def _observation(obx: hl7.Segment, place: _Place) -> Reading | str:
    """Read one OBX segment, or say why it is passed over; a device node says nothing."""
    status = _text(obx, 11)
    if status == _NODE:
        place.nodes[_text(obx, 4)] = (_part(obx, 18, 1), _text(obx, 14))
        return ""
    if status not in _TAKEN_STATUSES:
        return f"result status {status or '(none)'} is not taken"
    code, system = _part(obx, 3, 1), _part(obx, 3, 3)
    kind = kind_of_mdc(int(code)) if system == "MDC" and code.isascii() and code.isdigit() else None
    if kind is None:
        return f"code {code or '(none)'} of {system or '(no system)'} is not shown"
    value = _number(obx)
    if isinstance(value, str):
        return value
    code = _part(obx, 6, 1)
    unit = kind.unit if is_unit_of(kind, code) else f"code {code or '(none)'}"
    return _placed(obx, place, (kind, value, unit))


def _placed(obx: hl7.Segment, place: _Place, what: tuple[ObservationKind, Decimal, str]) -> Reading | str:
    node_device, node_time = _containing(_text(obx, 4), place.nodes)
    time = _text(obx, 14) or node_time or place.requested_at
    observed_at = moments.read_moment(time, place.zones)
    if isinstance(observed_at, str):
        return observed_at
    device_id = _part(obx, 18, 1) or node_device or place.bed or place.gateway
    if not device_id.isprintable() or not 0 < len(device_id) <= _LONGEST_DEVICE_ID:
        return "no usable device id in OBX-18, PV1-3 or MSH-3"
    kind, value, unit = what
    mdc = int(_part(obx, 3, 1))
    return Reading(device_id=device_id, kind=kind, value=value, unit=unit, observed_at=observed_at, mdc=mdc)


def _number(obx: hl7.Segment) -> Decimal | str:
    text = _text(obx, 5).strip()
    try:
        value = Decimal(text)
    except InvalidOperation:
        return f"value {text[:40]!r} is not a number"
    if _text(obx, 2) != "NM" or not value.is_finite() or abs(value) >= _LARGEST_VALUE:
        return f"value {text[:40]!r} is not a number"
    return f"{value} means nothing measured" if value in _SENTINELS else value


def _containing(path: str, nodes: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Give the device id and the time of the nearest nodes around a place in the containment tree (P2)."""
    around = sorted((node for node in nodes if segments.contains(node, path)), key=segments.depth)
    device = next((nodes[node][0] for node in reversed(around) if nodes[node][0]), "")
    time = next((nodes[node][1] for node in reversed(around) if nodes[node][1]), "")
    return device, time


def _one_a_kind(readings: list[Reading]) -> tuple[tuple[Reading, ...], list[str]]:
    """Keep one reading of a kind, device and moment: of two sources the one its kind names first."""
    kept: dict[tuple[str, str, datetime], Reading] = {}
    for reading in sorted(readings, key=lambda each: each.kind.mdc.index(each.mdc)):
        kept.setdefault((reading.device_id, reading.kind.key, reading.observed_at), reading)
    chosen = tuple(each for each in readings if each in kept.values())
    passed_over = [
        f"{each.kind.key} {each.value} of code {each.mdc} is passed over: another source came first"
        for each in readings
        if each not in chosen
    ]
    return chosen, passed_over


def _text(segment: hl7.Segment, number: int) -> str:
    return str(segment[number]).strip() if len(segment) > number else ""


def _part(segment: hl7.Segment, number: int, part: int) -> str:
    parts = _text(segment, number).split("~")[0].split("^")
    return parts[part - 1].strip() if len(parts) >= part else ""
