"""Ketamine and norketamine over the minutes, the infusion shaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from bigsky.pictures.drawing.axes import Frame, bottom_axis, left_axis, spread, upright
from bigsky.pictures.drawing.marks import box, dot, line
from bigsky.pictures.drawing.scale import Scale, nice_high, nice_ticks
from bigsky.pictures.drawing.svg import Sheet, document, figure, words
from bigsky.pictures.picture import Picture, Table

_HEIGHT = 300.0


@dataclass(frozen=True, kw_only=True)
class ConcentrationPoint:
    """Both concentrations at one moment."""

    at_min: float
    ketamine_ng_per_ml: float
    norketamine_ng_per_ml: float


@dataclass(frozen=True, kw_only=True)
class ConcentrationCourse:
    """A predicted course: a dense curve, the moments to mark and list, and when the pump runs.

    Without `marked` every point of the curve is listed, and none is marked.
    """

    curve: tuple[ConcentrationPoint, ...]
    marked: tuple[ConcentrationPoint, ...] = ()
    infusion_spans_min: tuple[tuple[float, float], ...] = ()
    now_min: float | None = None
    sampling_site: str = "venous plasma"
    title: str = "Predicted plasma concentrations"
    whose: str = "a typical person of this weight"


def concentration_curve(course: ConcentrationCourse, *, picture_id: str, width: float = 720) -> Picture:
    """Draw the predicted course of ketamine (solid) and norketamine (dashed).

    Raises:
        ValueError: there is nothing to draw.
    """
    if not course.curve:
        raise ValueError("a concentration curve needs at least one point")
    frame = _frame(course, width)
    ticks = nice_ticks(frame.x.low, frame.x.high, about=int((frame.right - frame.left) / 70))
    sheet = Sheet(
        picture_id=picture_id,
        width=width,
        height=_HEIGHT,
        title=course.title,
        description=_description(course),
    )
    svg = document(
        sheet,
        *_spans(frame, course),
        *left_axis(frame, nice_ticks(0, frame.y.high)),
        *bottom_axis(frame, [(tick, figure(tick)) for tick in ticks]),
        words(f"ng/mL in {course.sampling_site}", x=8, y=16, class_="pic-muted"),
        words("minutes", x=frame.right, y=_HEIGHT - 6, class_="pic-muted", text_anchor="end"),
        *_curves(frame, course),
        *([] if course.now_min is None else upright(frame, frame.x.clipped(course.now_min), label="now")),
    )
    return Picture(svg=svg, table=_table(course.marked or course.curve), title=course.title)


def _frame(course: ConcentrationCourse, width: float) -> Frame:
    points = (*course.curve, *course.marked)
    highest = max(max(each.ketamine_ng_per_ml, each.norketamine_ng_per_ml) for each in points)
    last = max(1.0, *(each.at_min for each in points))
    return Frame(
        x=Scale(low=0, high=last, start=44, end=width - 100),
        y=Scale(low=0, high=nice_high(highest * 1.05), start=_HEIGHT - 46, end=44),
    )


def _spans(frame: Frame, course: ConcentrationCourse) -> list[str]:
    drawn = []
    for start, end in course.infusion_spans_min:
        left, right = frame.x.clipped(start), frame.x.clipped(end)
        drawn.append(box((left, frame.top), (right, frame.bottom), class_="pic-span"))
        if right - left > 60:  # noqa: PLR2004 - the word needs this room
            drawn.append(words("infusion", x=left + 6, y=frame.top + 15, class_="pic-muted"))
    return drawn


def _curves(frame: Frame, course: ConcentrationCourse) -> list[str]:
    ketamine = [frame.at(each.at_min, each.ketamine_ng_per_ml) for each in course.curve]
    norketamine = [frame.at(each.at_min, each.norketamine_ng_per_ml) for each in course.curve]
    heights = spread([ketamine[-1][1], norketamine[-1][1]], apart=16)
    beside = frame.right + 8
    return [
        line(norketamine, class_="pic-norketamine", stroke_dasharray="6 4"),
        line(ketamine, class_="pic-ketamine"),
        *_dots(frame, course.marked),
        words("ketamine", x=beside, y=heights[0] + 4, class_="pic-ketamine pic-strong"),
        words("norketamine", x=beside, y=heights[1] + 4, class_="pic-norketamine pic-strong"),
    ]


def _dots(frame: Frame, marked: Sequence[ConcentrationPoint]) -> list[str]:
    drawn = []
    for each in marked:
        for name, value in (
            ("norketamine", each.norketamine_ng_per_ml),
            ("ketamine", each.ketamine_ng_per_ml),
        ):
            said = f"{figure(each.at_min)} min: {name} {value:.1f} ng/mL"
            drawn.append(dot(frame.at(each.at_min, value), said=said, class_=f"pic-{name}", radius=3.5))
    return drawn


def _description(course: ConcentrationCourse) -> str:
    peak = max(course.curve, key=lambda each: each.ketamine_ng_per_ml)
    return (
        f"Ketamine (solid) and norketamine (dashed) in {course.sampling_site} of {course.whose}. "
        f"Ketamine is highest at {figure(peak.at_min)} minutes with {peak.ketamine_ng_per_ml:.0f} ng/mL. "
        "A prediction, not a measurement."
    )


def _table(points: Sequence[ConcentrationPoint]) -> Table:
    return Table(
        head=("minute", "ketamine, ng/mL", "norketamine, ng/mL"),
        rows=tuple(
            (figure(each.at_min), f"{each.ketamine_ng_per_ml:.1f}", f"{each.norketamine_ng_per_ml:.1f}")
            for each in points
        ),
    )
