"""One infusion on one time axis: pump, prediction, readings, what is due, what happened, and now."""

from datetime import timedelta

from bigsky.pictures.drawing.axes import Frame, upright
from bigsky.pictures.drawing.marks import stroke
from bigsky.pictures.drawing.scale import Scale, nice_ticks
from bigsky.pictures.drawing.svg import Sheet, document, figure, words
from bigsky.pictures.infusion_record import InfusionRecord
from bigsky.pictures.picture import Picture, Table
from bigsky.pictures.strip_lanes import Lane, lane_ticks, lanes_of
from bigsky.pictures.strip_marks import is_late

_TOP = 30.0
_GAP = 18.0
_NAMES = 150.0  # room for the lanes' names and their values
_LATEST = 84.0  # room for the latest value


def infusion_strip(record: InfusionRecord, *, picture_id: str, width: float = 960) -> Picture:
    """Draw the strip.

    Raises:
        ValueError: the time axis has no length.
    """
    if record.end_min <= record.start_min:
        raise ValueError("the strip ends before it starts")
    x = Scale(low=record.start_min, high=record.end_min, start=_NAMES, end=width - _LATEST)
    lanes = lanes_of(record, x)
    bottom = _TOP + sum(lane.height + _GAP for lane in lanes)
    whole = Frame(x=x, y=Scale(low=0, high=1, start=bottom, end=_TOP))
    sheet = Sheet(
        picture_id=picture_id,
        width=width,
        height=bottom + (38 if record.started_at else 24),
        title=record.title,
        description=_description(record),
    )
    svg = document(
        sheet,
        *_time_axis(whole, record),
        *([] if record.now_min is None else upright(whole, x.clipped(record.now_min), label=_now(record))),
        *_lanes(whole, lanes, record.now_min),
    )
    return Picture(svg=svg, table=_table(record), title=record.title)


def _lanes(whole: Frame, lanes: list[Lane], now_min: float | None) -> list[str]:
    drawn = []
    top = whole.top + _GAP / 2
    for lane in lanes:
        frame = Frame(x=whole.x, y=Scale(low=lane.low, high=lane.high, start=top + lane.height, end=top))
        drawn += _name(frame, lane)
        drawn += _nothing(frame) if lane.is_empty else [*_values(frame, lane), *lane.draw(frame)]
        drawn += _latest(frame, lane, now_min)
        top += lane.height + _GAP
        edge = top - _GAP / 2
        drawn.append(stroke((8, edge), (whole.right, edge), class_="pic-grid", stroke_opacity="0.15"))
    return drawn


def _name(frame: Frame, lane: Lane) -> list[str]:
    y = frame.top + 13 if lane.unit else (frame.top + frame.bottom) / 2 + 4
    drawn = [words(lane.name, x=8, y=y)]
    if lane.unit:
        drawn.append(words(lane.unit, x=8, y=y + 15, class_="pic-muted"))
    return drawn


def _values(frame: Frame, lane: Lane) -> list[str]:
    if not lane.is_numeric:
        return []
    drawn = []
    for tick in lane_ticks(lane):
        y = frame.y.at(tick)
        drawn.append(stroke((frame.left, y), (frame.right, y), class_="pic-grid", stroke_opacity="0.12"))
        drawn.append(words(figure(tick), x=frame.left - 6, y=y + 4, class_="pic-muted", text_anchor="end"))
    return drawn


def _nothing(frame: Frame) -> list[str]:
    return [words("none yet", x=frame.left + 6, y=(frame.top + frame.bottom) / 2 + 4, class_="pic-muted")]


def _latest(frame: Frame, lane: Lane, now_min: float | None) -> list[str]:
    if not lane.latest:
        return []
    middle, x = (frame.top + frame.bottom) / 2, frame.right + 10
    drawn = [words(lane.latest, x=x, y=middle + 2, class_="pic-strong", font_size="15")]
    if now_min is not None and lane.latest_at_min is not None:
        age = max(now_min - lane.latest_at_min, 0)
        drawn.append(words(f"{age:.0f} min ago", x=x, y=middle + 17, class_="pic-muted"))
    return drawn


def _time_axis(frame: Frame, record: InfusionRecord) -> list[str]:
    drawn = []
    for tick in nice_ticks(record.start_min, record.end_min, about=int((frame.right - frame.left) / 80)):
        x = frame.x.at(tick)
        drawn.append(stroke((x, frame.top), (x, frame.bottom), class_="pic-grid", stroke_opacity="0.08"))
        drawn.append(words(figure(tick), x=x, y=frame.bottom + 14, class_="pic-muted", text_anchor="middle"))
        if record.started_at is not None:
            clock = f"{record.started_at + timedelta(minutes=tick):%H:%M}"
            drawn.append(words(clock, x=x, y=frame.bottom + 30, class_="pic-muted", text_anchor="middle"))
    drawn.append(words("minutes", x=8, y=frame.bottom + 14, class_="pic-muted"))
    if record.started_at is not None:
        drawn.append(words("clock", x=8, y=frame.bottom + 30, class_="pic-muted"))
    return drawn


def _now(record: InfusionRecord) -> str:
    now = record.now_min or 0.0
    if record.started_at is None:
        return f"now, minute {figure(now)}"
    return f"now, {record.started_at + timedelta(minutes=now):%H:%M}"


def _description(record: InfusionRecord) -> str:
    taken = sum(each.is_taken for each in record.due)
    late = sum(is_late(each, record.now_min) for each in record.due)
    now = "" if record.now_min is None else f"Now is minute {figure(record.now_min)}. "
    return (
        f"{now}Blood pressures: {len(record.pressures)}. Due readings taken: {taken} of {len(record.due)}, "
        f"late: {late}. Events: {len(record.events)}. The concentration is predicted, not measured."
    )


def _table(record: InfusionRecord) -> Table:
    rows: list[tuple[float, str, str]] = []
    for span in record.pump:
        said = span.label or ("running" if span.is_running else "paused")
        rows.append((span.start_min, "pump", f"{said} until minute {figure(span.end_min)}"))
    rows += [
        (
            each.at_min,
            "blood pressure, mmHg",
            _doubted(f"{figure(each.systolic)}/{figure(each.diastolic)}", is_accepted=each.is_accepted),
        )
        for each in record.pressures
    ]
    for what, readings in (
        ("pulse, /min", record.pulse_per_min),
        ("saturation, %", record.saturation_percent),
        ("dissociation, 0 to 10", record.dissociation_0_to_10),
    ):
        rows += [
            (each.at_min, what, _doubted(figure(each.value), is_accepted=each.is_accepted))
            for each in readings
        ]
    for due in record.due:
        state = "taken" if due.is_taken else "late" if is_late(due, record.now_min) else "due"
        rows.append((due.at_min, "due reading", f"{due.what}: {state}"))
    rows += [(each.at_min, "event", each.label) for each in record.events]
    ordered = sorted(rows, key=lambda row: row[0])
    return Table(
        head=("minute", "what", "value"),
        rows=tuple((figure(at_min), what, value) for at_min, what, value in ordered),
    )


def _doubted(value: str, *, is_accepted: bool) -> str:
    return value if is_accepted else f"{value} (not yet accepted)"
