"""The lanes of an infusion strip. Each draws itself into the frame it is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bigsky.pictures.drawing.axes import Frame, width_of
from bigsky.pictures.drawing.marks import band, box, dot, line, stroke
from bigsky.pictures.drawing.scale import Scale, nice_ticks
from bigsky.pictures.drawing.svg import element, figure, safe, words
from bigsky.pictures.infusion_record import (
    DueReading,
    InfusionRecord,
    Pressure,
    PumpSpan,
    Reading,
    StripEvent,
)

_EVENT_ROW = 17.0
_TALL = 60.0
_ARM = 4.0  # of the ∨ and ∧ that mark a blood pressure


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
        _plain("Pump", 30, lambda frame: _pump(frame, record.pump), is_empty=not record.pump),
        _plasma(record),
        _pressure(record.pressures),
        _numeric("Pulse", "/min", record.pulse_per_min, span=(50, 120)),
        _numeric("Saturation", "%", record.saturation_percent, span=(90, 100)),
        _dissociation(record.dissociation_0_to_10),
        _plain("Due readings", 30, lambda frame: _due(frame, record), is_empty=not record.due),
        _events(record.events, x),
    ]


def _plain(name: str, height: float, draw: Callable[[Frame], list[str]], *, is_empty: bool) -> Lane:
    return Lane(
        name=name, unit="", height=height, low=0, high=1, draw=draw, is_numeric=False, is_empty=is_empty
    )


def _pump(frame: Frame, spans: Sequence[PumpSpan]) -> list[str]:
    drawn = []
    for span in spans:
        left, right = frame.x.clipped(span.start_min), frame.x.clipped(span.end_min)
        said = span.label or ("running" if span.is_running else "paused")
        if span.is_running:
            drawn.append(box((left, frame.top), (right, frame.bottom), class_="pic-span", opacity="0.3"))
        else:
            drawn.extend(
                stroke((left, y), (right, y), class_="pic-paused", stroke_dasharray="4 3")
                for y in (frame.top + 1, frame.bottom - 1)
            )
        if width_of(said) + 8 <= right - left:
            drawn.append(words(said, x=left + 6, y=(frame.top + frame.bottom) / 2 + 4))
    return drawn


def _plasma(record: InfusionRecord) -> Lane:
    readings = record.plasma_ng_per_ml
    now = float("inf") if record.now_min is None else record.now_min
    return Lane(
        name="Ketamine",
        unit="ng/mL, predicted",
        height=62,
        low=0,
        high=max((each.value for each in readings), default=1.0) * 1.05 or 1.0,
        draw=lambda frame: _predicted(frame, readings, now),
        is_empty=not readings,
    )


def _predicted(frame: Frame, readings: Sequence[Reading], now: float) -> list[str]:
    points = [(each.at_min, frame.at(each.at_min, each.value)) for each in readings]
    past = [place for at_min, place in points if at_min <= now]
    ahead = past[-1:] + [place for at_min, place in points if at_min > now]
    ground = [(x, frame.bottom) for x, _ in past]
    return [
        band(ground, past, class_="pic-ketamine", opacity="0.1") if past else "",
        line(past, class_="pic-ketamine"),
        line(ahead, class_="pic-ketamine pic-ahead", stroke_dasharray="4 4"),
    ]


def _pressure(pressures: Sequence[Pressure]) -> Lane:
    last = max(pressures, key=lambda each: each.at_min, default=None)
    return Lane(
        name="Blood pressure",
        unit="mmHg",
        height=92,
        low=min([50.0, *(each.diastolic for each in pressures)]),
        high=max([180.0, *(each.systolic for each in pressures)]),
        draw=lambda frame: [mark for each in pressures for mark in _pressure_mark(frame, each)],
        latest="" if last is None else f"{figure(last.systolic)}/{figure(last.diastolic)}",
        latest_at_min=None if last is None else last.at_min,
        is_empty=not pressures,
    )


def _pressure_mark(frame: Frame, pressure: Pressure) -> list[str]:
    # The anaesthetic chart's own signs: ∨ stands on the systolic, ∧ under the diastolic value.
    x, upper = frame.at(pressure.at_min, pressure.systolic)
    lower = frame.y.at(pressure.diastolic)
    class_ = "pic-line" if pressure.is_accepted else "pic-line pic-dot-open"
    dash = None if pressure.is_accepted else "2 2"
    down = [(x - _ARM, upper - _ARM), (x, upper), (x + _ARM, upper - _ARM)]
    up = [(x - _ARM, lower + _ARM), (x, lower), (x + _ARM, lower + _ARM)]
    return [
        element(
            "g",
            element("title", safe(said_pressure(pressure))),
            stroke((x, upper), (x, lower), class_=class_, stroke_opacity="0.4", stroke_dasharray=dash),
            line(down, class_=class_, stroke_width=1.6),
            line(up, class_=class_, stroke_width=1.6),
        )
    ]


def said_pressure(pressure: Pressure) -> str:
    """Say a blood pressure, and that nobody has accepted it if so."""
    doubt = "" if pressure.is_accepted else ", not yet accepted"
    return (
        f"{figure(pressure.at_min)} min: {figure(pressure.systolic)}/{figure(pressure.diastolic)} mmHg{doubt}"
    )


def _numeric(name: str, unit: str, readings: Sequence[Reading], *, span: tuple[float, float]) -> Lane:
    last = max(readings, key=lambda each: each.at_min, default=None)
    return Lane(
        name=name,
        unit=unit,
        height=48,
        low=min([span[0], *(each.value for each in readings)]),
        high=max([span[1], *(each.value for each in readings)]),
        draw=lambda frame: _dotted_line(frame, readings, f"{name}, {unit}"),
        latest="" if last is None else figure(last.value),
        latest_at_min=None if last is None else last.at_min,
        is_empty=not readings,
    )


def _dotted_line(frame: Frame, readings: Sequence[Reading], what: str) -> list[str]:
    ordered = sorted(readings, key=lambda each: each.at_min)
    places = [frame.at(each.at_min, each.value) for each in ordered]
    drawn = [line(places, class_="pic-line", stroke_width=1.2, stroke_opacity="0.5")]
    for each, place in zip(ordered, places, strict=True):
        drawn.append(dot(place, said=said_reading(each, what), is_open=not each.is_accepted, radius=2.8))
    return drawn


def _dissociation(readings: Sequence[Reading]) -> Lane:
    last = max(readings, key=lambda each: each.at_min, default=None)
    return Lane(
        name="Dissociation",
        unit="0 to 10",
        height=42,
        low=0,
        high=10,
        draw=lambda frame: _stems(frame, readings),
        latest="" if last is None else figure(last.value),
        latest_at_min=None if last is None else last.at_min,
        is_empty=not readings,
    )


def _stems(frame: Frame, readings: Sequence[Reading]) -> list[str]:
    drawn = []
    for each in readings:
        place = frame.at(each.at_min, each.value)
        drawn.append(stroke((place[0], frame.bottom), place, class_="pic-line", stroke_opacity="0.5"))
        said = said_reading(each, "Dissociation")
        drawn.append(dot(place, said=said, is_open=not each.is_accepted, radius=3.5))
    return drawn


def _due(frame: Frame, record: InfusionRecord) -> list[str]:
    middle = (frame.top + frame.bottom) / 2
    drawn = []
    for each in record.due:
        x, late = frame.x.clipped(each.at_min), is_late(each, record.now_min)
        class_ = "pic-due pic-late" if late else "pic-due"
        said = said_due(each, record.now_min)
        drawn.append(dot((x, middle), said=said, class_=class_, is_open=not each.is_taken, radius=6))
        if late:
            drawn.append(words("!", x=x, y=middle + 4, class_="pic-late", text_anchor="middle"))
    return drawn


def is_late(due: DueReading, now_min: float | None) -> bool:
    """Say whether a due reading's moment has passed without one."""
    return not due.is_taken and now_min is not None and due.at_min < now_min


def said_due(due: DueReading, now_min: float | None) -> str:
    """Say a due reading: `taken`, `late` or `due`."""
    state = "taken" if due.is_taken else "late" if is_late(due, now_min) else "due"
    return f"{figure(due.at_min)} min: {due.what}, {state}"


def said_reading(reading: Reading, what: str) -> str:
    """Say a reading, and that nobody has accepted it if so."""
    doubt = "" if reading.is_accepted else ", not yet accepted"
    return f"{figure(reading.at_min)} min: {what} {figure(reading.value)}{doubt}"


def _events(events: Sequence[StripEvent], x: Scale) -> Lane:
    rows: list[float] = []
    placed: list[tuple[StripEvent, int]] = []
    for event in sorted(events, key=lambda each: each.at_min):
        left = x.clipped(event.at_min)
        row = next((index for index, free_from in enumerate(rows) if free_from <= left), len(rows))
        rows[row : row + 1] = [left + width_of(event.label) + 16]
        placed.append((event, row))
    height = max(1, len(rows)) * _EVENT_ROW + 8
    return _plain("Events", height, lambda frame: _event_marks(frame, placed), is_empty=not events)


def _event_marks(frame: Frame, placed: Sequence[tuple[StripEvent, int]]) -> list[str]:
    drawn = []
    for event, row in placed:
        left, y = frame.x.clipped(event.at_min), frame.top + (row + 1) * _EVENT_ROW - 4
        drawn.append(stroke((left, frame.top), (left, y), class_="pic-event", stroke_opacity="0.5"))
        is_near_edge = left + width_of(event.label) > frame.right + 90
        x, anchor = (left - 5, "end") if is_near_edge else (left + 5, "start")
        drawn.append(words(event.label, x=x, y=y, class_="pic-text pic-halo", text_anchor=anchor))
    return drawn


def lane_ticks(lane: Lane) -> list[float]:
    """Pick two or three values to mark in a lane."""
    return nice_ticks(lane.low, lane.high, about=3 if lane.height > _TALL else 2)
