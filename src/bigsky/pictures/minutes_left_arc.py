"""How much of an infusion is left, readable at two metres."""

from dataclasses import dataclass
from math import cos, pi, sin

from bigsky.pictures.drawing.marks import line
from bigsky.pictures.drawing.svg import Sheet, document, element, words
from bigsky.pictures.picture import Picture, Table

_SIZE = 140.0
_RADIUS = 58.0


@dataclass(frozen=True, kw_only=True)
class MinutesLeft:
    """Minutes left of all minutes (negative when overrun) and the phase in one word."""

    left_min: float
    total_min: float
    phase: str
    is_paused: bool = False


def minutes_left_arc(minutes: MinutesLeft, *, picture_id: str, width: float = _SIZE) -> Picture:
    """Draw a ring that empties clockwise; a paused one is dashed, an overrun one is full and says so.

    Raises:
        ValueError: the total is not above 0.
    """
    if minutes.total_min <= 0:
        raise ValueError("an arc needs a total above 0 minutes")
    title = f"{minutes.phase}: {_said(minutes)}"
    sheet = Sheet(
        picture_id=picture_id,
        width=_SIZE,
        height=_SIZE,
        title=title,
        description=f"{_said(minutes)} of {minutes.total_min:.0f} minutes.",
    )
    svg = document(sheet, *_ring(minutes), *_middle(minutes))
    table = Table(
        head=("phase", "minutes left", "of minutes"),
        rows=((minutes.phase, str(round(minutes.left_min)), f"{minutes.total_min:.0f}"),),
    )
    return Picture(svg=svg.replace("<svg ", f'<svg width="{width:.0f}" ', 1), table=table, title=title)


def _ring(minutes: MinutesLeft) -> list[str]:
    share = min(max(minutes.left_min / minutes.total_min, 0.0), 1.0)
    is_over = minutes.left_min < 0
    worn = "pic-arc pic-over" if is_over or minutes.is_paused else "pic-arc"
    track = element(
        "circle",
        cx=_SIZE / 2,
        cy=_SIZE / 2,
        r=_RADIUS,
        class_="pic-track",
        fill="none",
        stroke="currentColor",
        stroke_opacity="0.15",
        stroke_width=10,
    )
    arc = line(
        _arc_points(1.0 if is_over else share),
        class_=worn,
        stroke_width=10,
        stroke_dasharray="5 4" if minutes.is_paused else None,
    )
    return [track, arc]


def _arc_points(share: float) -> list[tuple[float, float]]:
    # From where the hand stands now round to twelve o'clock: what is left is what is still ahead.
    steps = int(90 * share)
    turns = [1 - share + share * index / steps for index in range(steps + 1)] if steps else []
    return [
        (_SIZE / 2 + _RADIUS * sin(2 * pi * turn), _SIZE / 2 - _RADIUS * cos(2 * pi * turn)) for turn in turns
    ]


def _middle(minutes: MinutesLeft) -> list[str]:
    centre = _SIZE / 2
    number = f"{abs(minutes.left_min):.0f}"
    under = "min over" if minutes.left_min < 0 else "min left"
    return [
        words(
            number,
            x=centre,
            y=centre + 8,
            class_="pic-strong pic-number",
            font_size="40",
            text_anchor="middle",
        ),
        words(under, x=centre, y=centre + 26, class_="pic-muted", text_anchor="middle"),
        *(
            [words("paused", x=centre, y=centre - 28, class_="pic-strong pic-over", text_anchor="middle")]
            if minutes.is_paused
            else []
        ),
    ]


def _said(minutes: MinutesLeft) -> str:
    said = (
        f"{-minutes.left_min:.0f} minutes over"
        if minutes.left_min < 0
        else f"{minutes.left_min:.0f} minutes left"
    )
    return f"{said}, paused" if minutes.is_paused else said
