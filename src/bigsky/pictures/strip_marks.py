"""What is drawn inside the lanes of an infusion strip."""

from collections.abc import Sequence

from bigsky.pictures.drawing.axes import Frame, width_of
from bigsky.pictures.drawing.marks import band, box, dot, line, stroke
from bigsky.pictures.drawing.svg import element, figure, safe, words
from bigsky.pictures.infusion_record import (
    DueReading,
    InfusionRecord,
    Pressure,
    PumpSpan,
    Reading,
    StripEvent,
)

EVENT_ROW = 17.0
_ARM = 4.0  # of the ∨ and ∧ that mark a blood pressure


def pump_marks(frame: Frame, spans: Sequence[PumpSpan]) -> list[str]:
    """Draw where the pump ran (filled) and where it was paused (dashed)."""
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


def predicted_marks(frame: Frame, readings: Sequence[Reading], now: float) -> list[str]:
    """Draw the prediction, solid until now and dashed from there on."""
    points = [(each.at_min, frame.at(each.at_min, each.value)) for each in readings]
    past = [place for at_min, place in points if at_min <= now]
    ahead = past[-1:] + [place for at_min, place in points if at_min > now]
    ground = [(x, frame.bottom) for x, _ in past]
    return [
        band(ground, past, class_="pic-ketamine", opacity="0.1") if past else "",
        line(past, class_="pic-ketamine"),
        line(ahead, class_="pic-ketamine pic-ahead", stroke_dasharray="4 4"),
    ]


def pressure_mark(frame: Frame, pressure: Pressure) -> list[str]:
    """Draw one pressure with the signs of the anaesthetic chart: ∨ on the systolic, ∧ under the diastolic."""
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


def dotted_line(frame: Frame, readings: Sequence[Reading], what: str) -> list[str]:
    """Draw readings as dots on a thin line."""
    ordered = sorted(readings, key=lambda each: each.at_min)
    places = [frame.at(each.at_min, each.value) for each in ordered]
    drawn = [line(places, class_="pic-line", stroke_width=1.2, stroke_opacity="0.5")]
    for each, place in zip(ordered, places, strict=True):
        drawn.append(dot(place, said=said_reading(each, what), is_open=not each.is_accepted, radius=2.8))
    return drawn


def stems(frame: Frame, readings: Sequence[Reading]) -> list[str]:
    """Draw readings as dots on stems."""
    drawn = []
    for each in readings:
        place = frame.at(each.at_min, each.value)
        drawn.append(stroke((place[0], frame.bottom), place, class_="pic-line", stroke_opacity="0.5"))
        said = said_reading(each, "Dissociation")
        drawn.append(dot(place, said=said, is_open=not each.is_accepted, radius=3.5))
    return drawn


def due_marks(frame: Frame, record: InfusionRecord) -> list[str]:
    """Draw due readings: filled when taken, open until then, with a mark when late."""
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


def event_marks(frame: Frame, placed: Sequence[tuple[StripEvent, int]]) -> list[str]:
    """Draw events as ticks with their words, each in its row."""
    drawn = []
    for event, row in placed:
        left, y = frame.x.clipped(event.at_min), frame.top + (row + 1) * EVENT_ROW - 4
        drawn.append(stroke((left, frame.top), (left, y), class_="pic-event", stroke_opacity="0.5"))
        is_near_edge = left + width_of(event.label) > frame.right + 90
        x, anchor = (left - 5, "end") if is_near_edge else (left + 5, "start")
        drawn.append(words(event.label, x=x, y=y, class_="pic-text pic-halo", text_anchor=anchor))
    return drawn
