"""Axes: quiet lines, round numbers, units in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bigsky.pictures.drawing.marks import stroke
from bigsky.pictures.drawing.scale import Scale
from bigsky.pictures.drawing.svg import figure, words

_MUTED = "pic-muted"
_LETTER_WIDTH = 6.4  # of the widest common sans at 12 px, measured generously


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The plotting area: x to the right, y upwards (its start is at the bottom)."""

    x: Scale
    y: Scale

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x.start

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x.end

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y.end

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y.start

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Place a pair of values."""
        return self.x.at(x), self.y.at(y)


def width_of(said: str) -> float:
    """Estimate how much room words need, on the safe side."""
    return len(said) * _LETTER_WIDTH


def left_axis(frame: Frame, ticks: Iterable[float]) -> list[str]:
    """Draw faint lines across with their values to the left."""
    drawn = []
    for tick in ticks:
        y = frame.y.at(tick)
        drawn.append(stroke((frame.left, y), (frame.right, y), class_="pic-grid", stroke_opacity="0.15"))
        drawn.append(words(figure(tick), x=frame.left - 8, y=y + 4, class_=_MUTED, text_anchor="end"))
    return drawn


def bottom_axis(frame: Frame, ticks: Iterable[tuple[float, str]]) -> list[str]:
    """Draw the base line with labels under it; a label that would touch the last one is left out."""
    drawn = [stroke((frame.left, frame.bottom), (frame.right, frame.bottom), class_="pic-axis")]
    free_from = float("-inf")
    for value, label in ticks:
        x, half = frame.x.at(value), width_of(label) / 2
        drawn.append(stroke((x, frame.bottom), (x, frame.bottom + 4), class_="pic-axis"))
        if x - half >= free_from:
            drawn.append(words(label, x=x, y=frame.bottom + 18, class_=_MUTED, text_anchor="middle"))
            free_from = x + half + 8
    return drawn


def upright(frame: Frame, x: float, *, label: str, class_: str = "pic-now") -> list[str]:
    """Draw a labelled line from top to bottom, such as now or today."""
    return [
        stroke((x, frame.top - 4), (x, frame.bottom), class_=class_, stroke_width=1.5),
        words(label, x=x, y=frame.top - 9, class_=class_, text_anchor="middle"),
    ]


def spread(places: list[float], *, apart: float) -> list[float]:
    """Move label heights so that neighbours stand `apart`, in their order from the top."""
    moved = list(places)
    order = sorted(range(len(places)), key=lambda index: places[index])
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + apart)
    return moved
