"""The lanes of an infusion strip: their names, heights and ranges, and what each draws."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bigsky.pictures.drawing.axes import Frame, width_of
from bigsky.pictures.drawing.scale import Scale, nice_ticks
from bigsky.pictures.drawing.svg import figure
from bigsky.pictures.infusion_record import InfusionRecord, Pressure, Reading, StripEvent
from bigsky.pictures.strip_marks import (
    EVENT_ROW,
    dotted_line,
    due_marks,
    event_marks,
    predicted_marks,
    pressure_mark,
    pump_marks,
    stems,
)

_TALL = 60.0


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One row of the strip: its name, unit, height, range of values and how to draw it."""

    name: str
    unit: str
    height: float
    low: float
    high: float
    draw: Callable[[Frame], list[str]]
    latest: str = ""
    latest_at_min: float | None = None
    is_numeric: bool = True
    is_empty: bool = False


def lanes_of(record: InfusionRecord, x: Scale) -> list[Lane]:
    """Lay out every lane, from the pump down to the events."""
    return [
        _plain("Pump", 30, lambda frame: pump_marks(frame, record.pump), is_empty=not record.pump),
        _plasma(record),
        _pressure(record.pressures),
        _numeric("Pulse", "/min", record.pulse_per_min, span=(50, 120)),
        _numeric("Saturation", "%", record.saturation_percent, span=(90, 100)),
        _dissociation(record.dissociation_0_to_10),
        _plain("Due readings", 30, lambda frame: due_marks(frame, record), is_empty=not record.due),
        _events(record.events, x),
    ]


def _plain(name: str, height: float, draw: Callable[[Frame], list[str]], *, is_empty: bool) -> Lane:
    return Lane(
        name=name, unit="", height=height, low=0, high=1, draw=draw, is_numeric=False, is_empty=is_empty
    )


def _plasma(record: InfusionRecord) -> Lane:
    readings = record.plasma_ng_per_ml
    now = float("inf") if record.now_min is None else record.now_min
    return Lane(
        name="Ketamine",
        unit="ng/mL, predicted",
        height=62,
        low=0,
        high=max((each.value for each in readings), default=1.0) * 1.05 or 1.0,
        draw=lambda frame: predicted_marks(frame, readings, now),
        is_empty=not readings,
    )


def _pressure(pressures: Sequence[Pressure]) -> Lane:
    last = max(pressures, key=lambda each: each.at_min, default=None)
    return Lane(
        name="Blood pressure",
        unit="mmHg",
        height=92,
        low=min([50.0, *(each.diastolic for each in pressures)]),
        high=max([180.0, *(each.systolic for each in pressures)]),
        draw=lambda frame: [mark for each in pressures for mark in pressure_mark(frame, each)],
        latest="" if last is None else f"{figure(last.systolic)}/{figure(last.diastolic)}",
        latest_at_min=None if last is None else last.at_min,
        is_empty=not pressures,
    )


def _numeric(name: str, unit: str, readings: Sequence[Reading], *, span: tuple[float, float]) -> Lane:
    last = max(readings, key=lambda each: each.at_min, default=None)
    return Lane(
        name=name,
        unit=unit,
        height=48,
        low=min([span[0], *(each.value for each in readings)]),
        high=max([span[1], *(each.value for each in readings)]),
        draw=lambda frame: dotted_line(frame, readings, f"{name}, {unit}"),
        latest="" if last is None else figure(last.value),
        latest_at_min=None if last is None else last.at_min,
        is_empty=not readings,
    )


def _dissociation(readings: Sequence[Reading]) -> Lane:
    last = max(readings, key=lambda each: each.at_min, default=None)
    return Lane(
        name="Dissociation",
        unit="0 to 10",
        height=42,
        low=0,
        high=10,
        draw=lambda frame: stems(frame, readings),
        latest="" if last is None else figure(last.value),
        latest_at_min=None if last is None else last.at_min,
        is_empty=not readings,
    )


def _events(events: Sequence[StripEvent], x: Scale) -> Lane:
    rows: list[float] = []
    placed: list[tuple[StripEvent, int]] = []
    for event in sorted(events, key=lambda each: each.at_min):
        left = x.clipped(event.at_min)
        row = next((index for index, free_from in enumerate(rows) if free_from <= left), len(rows))
        rows[row : row + 1] = [left + width_of(event.label) + 16]
        placed.append((event, row))
    height = max(1, len(rows)) * EVENT_ROW + 8
    return _plain("Events", height, lambda frame: event_marks(frame, placed), is_empty=not events)


def lane_ticks(lane: Lane) -> list[float]:
    """Pick two or three values to mark in a lane."""
    return nice_ticks(lane.low, lane.high, about=3 if lane.height > _TALL else 2)
