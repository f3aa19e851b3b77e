"""Studies side by side: what each found, how sure it is, and what they say together."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from bigsky.pictures.drawing.axes import Frame, bottom_axis, width_of
from bigsky.pictures.drawing.marks import line, stroke
from bigsky.pictures.drawing.scale import Scale, nice_ticks, ratio_ticks
from bigsky.pictures.drawing.svg import Sheet, document, element, figure, safe, words
from bigsky.pictures.picture import Picture, Table

_ROW = 28.0
_TOP = 44.0
_WIDEST = 50.0  # ratios beyond 1/50…50 are drawn as arrows

Kind = Literal["trial", "pooled", "own"]


@dataclass(frozen=True, kw_only=True)
class ForestRow:
    """One study, the pooled answer, or the clinic's own patients; weight is a share from 0 to 1."""

    label: str
    estimate: float
    low: float
    high: float
    kind: Kind = "trial"
    weight: float | None = None
    prediction: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Forest:
    """All rows, in the order they are shown, and how to read them."""

    measure: str
    rows: tuple[ForestRow, ...]
    null_value: float = 1.0
    is_log: bool = True
    favours_left: str = ""
    favours_right: str = ""
    title: str = "What the studies found"


def forest_plot(forest: Forest, *, picture_id: str, width: float = 720) -> Picture:
    """Draw squares by weight, a diamond for the pooled answer, a line where there is no effect.

    Raises:
        ValueError: there is no row, or a ratio is not above 0.
    """
    if not forest.rows:
        raise ValueError("a forest plot needs at least one row")
    if forest.is_log and min(each.low for each in forest.rows) <= 0:
        raise ValueError("a ratio must lie above 0")
    frame = _frame(forest, width)
    sheet = Sheet(
        picture_id=picture_id,
        width=width,
        height=frame.bottom + (48 if forest.favours_left or forest.favours_right else 28),
        title=forest.title,
        description=_description(forest),
    )
    svg = document(
        sheet,
        *_head(frame, forest, width),
        *_null(frame, forest),
        *bottom_axis(frame, [(tick, figure(tick)) for tick in _ticks(frame.x)]),
        *_favours(frame, forest),
        *[mark for row, y in _placed(forest) for mark in _row(frame, row, y=y, width=width)],
    )
    return Picture(svg=svg, table=_table(forest), title=forest.title)


def _placed(forest: Forest) -> list[tuple[ForestRow, float]]:
    # Every change of kind gets some air: the clinic's own row stands apart.
    placed = []
    y, before = _TOP, forest.rows[0].kind
    for row in forest.rows:
        y += _ROW if row.kind == before else _ROW + 10
        before = row.kind
        placed.append((row, y))
    return placed


def _frame(forest: Forest, width: float) -> Frame:
    ends = [forest.null_value]
    for row in forest.rows:
        ends += [row.low, row.high, *(row.prediction or ())]
    low, high = min(ends), max(ends)
    if forest.is_log:
        low, high = max(low, forest.null_value / _WIDEST) * 0.9, min(high, forest.null_value * _WIDEST) * 1.1
    elif low == high:
        high = low + 1
    names = min(max(width_of(row.label) for row in forest.rows) + 24, width * 0.4)
    bottom = _placed(forest)[-1][1] + _ROW
    return Frame(
        x=Scale(low=low, high=high, start=names, end=width - 216, is_log=forest.is_log),
        y=Scale(low=0, high=1, start=bottom, end=_TOP),
    )


def _ticks(x: Scale) -> list[float]:
    return ratio_ticks(x.low, x.high) if x.is_log else nice_ticks(x.low, x.high)


def _head(frame: Frame, forest: Forest, width: float) -> list[str]:
    return [
        words(forest.measure, x=frame.left, y=22, class_="pic-muted"),
        words("estimate [95 % interval]", x=width - 64, y=22, class_="pic-muted", text_anchor="end"),
        words("weight", x=width - 8, y=22, class_="pic-muted", text_anchor="end"),
        stroke((8, 32), (width - 8, 32), class_="pic-grid", stroke_opacity="0.2"),
    ]


def _null(frame: Frame, forest: Forest) -> list[str]:
    x = frame.x.at(forest.null_value)
    return [stroke((x, _TOP), (x, frame.bottom), class_="pic-target", stroke_dasharray="3 3")]


def _favours(frame: Frame, forest: Forest) -> list[str]:
    x, y = frame.x.at(forest.null_value), frame.bottom + 38
    drawn = []
    if forest.favours_left:
        drawn.append(words(f"← {forest.favours_left}", x=x - 10, y=y, class_="pic-muted", text_anchor="end"))
    if forest.favours_right:
        drawn.append(words(f"{forest.favours_right} →", x=x + 10, y=y, class_="pic-muted"))
    return drawn


def _row(frame: Frame, row: ForestRow, *, y: float, width: float) -> list[str]:
    class_ = f"pic-{row.kind}"
    emphasis = class_ if row.kind == "trial" else f"{class_} pic-strong"
    mark = _diamond(frame, row, y) if row.kind == "pooled" else _square(frame, row, y)
    share = "" if row.weight is None else f"{100 * row.weight:.0f} %"
    return [
        *mark,
        words(row.label, x=8, y=y + 4, class_=emphasis),
        words(_said(row), x=width - 64, y=y + 4, class_=emphasis, text_anchor="end"),
        words(share, x=width - 8, y=y + 4, class_="pic-muted", text_anchor="end") if share else "",
    ]


def _square(frame: Frame, row: ForestRow, y: float) -> list[str]:
    half = 2.5 + 7.0 * sqrt(row.weight if row.weight is not None else 0.1)
    x = frame.x.clipped(row.estimate)
    square = element(
        "rect",
        element("title", safe(f"{row.label}: {_said(row)}")),
        x=x - half,
        y=y - half,
        width=2 * half,
        height=2 * half,
        class_=f"pic-{row.kind}",
        fill="currentColor",
    )
    return [*_interval(frame, row, y), square]


def _interval(frame: Frame, row: ForestRow, y: float) -> list[str]:
    left, right = frame.x.clipped(row.low), frame.x.clipped(row.high)
    class_ = f"pic-{row.kind}"
    drawn = [stroke((left, y), (right, y), class_=class_, stroke_width=1.5)]
    if row.low < frame.x.low:
        drawn.append(line([(left + 6, y - 4), (left, y), (left + 6, y + 4)], class_=class_, stroke_width=1.5))
    if row.high > frame.x.high:
        drawn.append(
            line([(right - 6, y - 4), (right, y), (right - 6, y + 4)], class_=class_, stroke_width=1.5)
        )
    return drawn


def _diamond(frame: Frame, row: ForestRow, y: float) -> list[str]:
    left, middle, right = (frame.x.clipped(value) for value in (row.low, row.estimate, row.high))
    shape = element(
        "path",
        element("title", safe(f"{row.label}: {_said(row)}")),
        d=f"M{left:.1f} {y:.1f}L{middle:.1f} {y - 8:.1f}L{right:.1f} {y:.1f}L{middle:.1f} {y + 8:.1f}Z",
        class_="pic-pooled",
        fill="currentColor",
    )
    if row.prediction is None:
        return [shape]
    low, high = (frame.x.clipped(value) for value in row.prediction)
    return [stroke((low, y), (high, y), class_="pic-pooled", stroke_width=1), shape]


def _said(row: ForestRow) -> str:
    return f"{row.estimate:.2f} [{row.low:.2f}, {row.high:.2f}]"


def _description(forest: Forest) -> str:
    trials = [row for row in forest.rows if row.kind == "trial"]
    crossing = sum(row.low <= forest.null_value <= row.high for row in trials)
    pooled = "".join(f" {row.label}: {_said(row)}." for row in forest.rows if row.kind == "pooled")
    return (
        f"{forest.measure} of {len(trials)} studies; the interval of {crossing} includes no effect "
        f"({figure(forest.null_value)}).{pooled}"
    )


def _table(forest: Forest) -> Table:
    return Table(
        head=("study", "kind", forest.measure, "95 % interval", "weight", "prediction interval"),
        rows=tuple(
            (
                row.label,
                row.kind,
                f"{row.estimate:.2f}",
                f"{row.low:.2f} to {row.high:.2f}",
                "" if row.weight is None else f"{100 * row.weight:.0f} %",
                "" if row.prediction is None else f"{row.prediction[0]:.2f} to {row.prediction[1]:.2f}",
            )
            for row in forest.rows
        ),
    )
