"""Scores of a rating scale over the weeks, with the infusions; downwards is better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from bigsky.pictures.drawing.axes import Frame, bottom_axis, left_axis, width_of
from bigsky.pictures.drawing.dates import date_ticks, day_and_year
from bigsky.pictures.drawing.marks import Point, box, dot, line, stroke
from bigsky.pictures.drawing.scale import Scale, nice_ticks
from bigsky.pictures.drawing.svg import Sheet, document, figure, words
from bigsky.pictures.picture import Picture, Table

_HEIGHT = 320.0
_WIDE = 480.0


@dataclass(frozen=True, kw_only=True)
class MoodScore:
    """A score at a moment; None when the answers did not allow a total."""

    at: datetime
    score: float | None


@dataclass(frozen=True, kw_only=True)
class InfusionMark:
    """An infusion on the mood line, its dose in words such as `40 mg`."""

    at: datetime
    dose: str


@dataclass(frozen=True, kw_only=True)
class SeverityBand:
    """A range of scores with its name, both ends included."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class MoodHistory:
    """One person's scores on one scale; all moments zoned."""

    scale: str
    lowest: float
    highest: float
    scores: tuple[MoodScore, ...]
    infusions: tuple[InfusionMark, ...] = ()
    bands: tuple[SeverityBand, ...] = ()
    remission_below: float | None = None
    today: datetime | None = None
    title: str = "Mood over time"


def mood_line(history: MoodHistory, *, picture_id: str, width: float = 720) -> Picture:
    """Draw the scores as dots on a line, infusions as ticks with their dose, severity faint behind.

    Raises:
        ValueError: there is no moment to draw.
    """
    start, frame = _frame(history, width)
    sheet = Sheet(
        picture_id=picture_id,
        width=width,
        height=_HEIGHT,
        title=history.title,
        description=_description(history),
    )
    svg = document(
        sheet,
        *_bands(frame, history.bands, width=width),
        *left_axis(frame, nice_ticks(history.lowest, history.highest, about=6)),
        *_date_axis(frame, start),
        words(f"{history.scale} score  ↓ lower is better", x=8, y=16, class_="pic-muted"),
        *_remission(frame, history.remission_below),
        *_infusions(frame, start, history.infusions),
        *_scores(frame, start, history.scores),
        *_today(frame, start, history.today),
    )
    return Picture(svg=svg, table=_table(history), title=history.title)


def _frame(history: MoodHistory, width: float) -> tuple[datetime, Frame]:
    moments = [each.at for each in history.scores] + [each.at for each in history.infusions]
    moments += [] if history.today is None else [history.today]
    if not moments:
        raise ValueError("a mood line needs at least one moment")
    first, last = min(moments), max(moments)
    margin = max((last - first) * 0.03, timedelta(hours=12))
    start = first - margin
    days = _days(start, last + margin)
    said = [each for band in history.bands for each in _lines_of(band.name, width)]
    beside = 14.0 + max((width_of(each) for each in said), default=0.0)
    return start, Frame(
        x=Scale(low=0, high=days, start=36, end=width - beside),
        y=Scale(low=history.lowest, high=history.highest, start=_HEIGHT - 34, end=58),
    )


def _lines_of(name: str, width: float) -> list[str]:
    # On a narrow page a band's name takes one line a word.
    return [name] if width >= _WIDE else name.split()


def _days(start: datetime, at: datetime) -> float:
    return (at - start).total_seconds() / 86_400


def _date_axis(frame: Frame, start: datetime) -> list[str]:
    at_most = max(int((frame.right - frame.left) / 60), 2)
    ticks = date_ticks(start, start + timedelta(days=frame.x.high), at_most=at_most)
    return bottom_axis(frame, [(_days(start, at), label) for at, label in ticks])


def _bands(frame: Frame, bands: Sequence[SeverityBand], *, width: float) -> list[str]:
    drawn = []
    for index, band in enumerate(sorted(bands, key=lambda each: each.low)):
        # Bands are whole scores; the border runs half-way between two of them.
        upper, lower = frame.y.clipped(band.high + 0.5), frame.y.clipped(band.low - 0.5)
        if index % 2:
            drawn.append(box((frame.left, upper), (frame.right, lower), class_="pic-band-1", opacity="0.06"))
        said = _lines_of(band.name, width)
        first = (upper + lower) / 2 + 4 - 7 * (len(said) - 1)
        for row, each in enumerate(said):
            drawn.append(words(each, x=frame.right + 8, y=first + 14 * row, class_="pic-muted"))
    return drawn


def _remission(frame: Frame, below: float | None) -> list[str]:
    if below is None:
        return []
    y = frame.y.at(below - 0.5)
    return [
        stroke((frame.left, y), (frame.right, y), class_="pic-target", stroke_dasharray="2 4"),
        words(f"remission: below {figure(below)}", x=frame.left + 6, y=y + 15, class_="pic-target pic-halo"),
    ]


def _infusions(frame: Frame, start: datetime, infusions: Sequence[InfusionMark]) -> list[str]:
    drawn = []
    free_from, last_dose = float("-inf"), ""
    for each in sorted(infusions, key=lambda mark: mark.at):
        x, half = frame.x.at(_days(start, each.at)), width_of(each.dose) / 2
        drawn.append(stroke((x, frame.top - 8), (x, frame.bottom), class_="pic-dose", stroke_opacity="0.45"))
        drawn.append(stroke((x, frame.top - 8), (x, frame.top + 4), class_="pic-dose", stroke_width=3))
        # A dose is said when it changes, where there is room; the table says them all.
        if each.dose != last_dose and x - half >= free_from:
            drawn.append(words(each.dose, x=x, y=frame.top - 13, class_="pic-dose", text_anchor="middle"))
            free_from, last_dose = x + half + 6, each.dose
    return drawn


def _scores(frame: Frame, start: datetime, scores: Sequence[MoodScore]) -> list[str]:
    ordered = sorted(scores, key=lambda each: each.at)
    drawn = []
    for is_known, run in groupby(ordered, key=lambda each: each.score is not None):
        if is_known:
            drawn.append(line([_place(frame, start, each) for each in run], class_="pic-line"))
    for each in ordered:
        said = f"{day_and_year(each.at)}: {_said(each.score)}"
        at = _place(frame, start, each)
        drawn.append(dot(at, said=said, is_open=each.score is None, radius=4.5))
        if each.score is None:
            drawn.append(words("?", x=at[0] + 8, y=at[1] + 4, class_="pic-muted"))
    return drawn


def _place(frame: Frame, start: datetime, score: MoodScore) -> Point:
    # A score nobody knows stands open on the top edge, away from every number.
    x = frame.x.at(_days(start, score.at))
    return x, frame.top if score.score is None else frame.y.at(score.score)


def _said(score: float | None) -> str:
    return "not known" if score is None else figure(score)


def _today(frame: Frame, start: datetime, today: datetime | None) -> list[str]:
    if today is None:
        return []
    x = frame.x.at(_days(start, today))
    return [
        stroke((x, frame.top), (x, frame.bottom), class_="pic-now", stroke_dasharray="3 3"),
        words("today", x=x - 5, y=frame.bottom - 7, class_="pic-now", text_anchor="end"),
    ]


def _description(history: MoodHistory) -> str:
    known = [each for each in sorted(history.scores, key=lambda each: each.at) if each.score is not None]
    course = "No score is known yet."
    if known:
        course = (
            f"{history.scale} was {_said(known[0].score)} on {day_and_year(known[0].at)} "
            f"and {_said(known[-1].score)} on {day_and_year(known[-1].at)}."
        )
    return f"{course} Lower is better. Infusions marked: {len(history.infusions)}."


def _table(history: MoodHistory) -> Table:
    scores = [(each.at, f"{history.scale} score", _said(each.score)) for each in history.scores]
    infusions = [(each.at, "infusion", each.dose) for each in history.infusions]
    rows: list[tuple[datetime, str, str]] = sorted([*scores, *infusions], key=lambda row: row[0])
    return Table(
        head=("day", "what", "value"),
        rows=tuple((day_and_year(at), what, value) for at, what, value in rows),
    )
