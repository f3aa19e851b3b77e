"""What is put on the paper: lines, bands, dots, ticks. Points are (x, y) in pixels."""

from collections.abc import Iterable, Sequence

from bigsky.pictures.drawing.svg import Attribute, element, safe, short

Point = tuple[float, float]


def line(points: Iterable[Point], *, class_: str, **attributes: Attribute) -> str:
    """Draw a line through points; nothing if there are fewer than two."""
    placed = [f"{short(x)} {short(y)}" for x, y in points]
    if len(placed) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    drawn: dict[str, Attribute] = {"fill": "none", "stroke": "currentColor", "stroke_width": 2}
    return element("path", d="M" + "L".join(placed), class_=class_, **(drawn | attributes))


def band(lower: Sequence[Point], upper: Sequence[Point], *, class_: str, opacity: str = "0.15") -> str:
    """Fill the room between two lines."""
    around = [*lower, *reversed(upper)]
    outline = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in around) + "Z"
    return element("path", d=outline, class_=class_, fill="currentColor", fill_opacity=opacity)


def box(corner: Point, opposite: Point, *, class_: str, opacity: str = "0.12") -> str:
    """Fill a rectangle given by two opposite corners."""
    (x1, y1), (x2, y2) = corner, opposite
    return element(
        "rect",
        x=min(x1, x2),
        y=min(y1, y2),
        width=abs(x2 - x1),
        height=abs(y2 - y1),
        class_=class_,
        fill="currentColor",
        fill_opacity=opacity,
    )


def stroke(start: Point, end: Point, *, class_: str, **attributes: Attribute) -> str:
    """Draw one straight stroke."""
    (x1, y1), (x2, y2) = start, end
    drawn: dict[str, Attribute] = {"stroke": "currentColor"}
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_, **(drawn | attributes))


def dot(at: Point, *, said: str, class_: str = "pic-dot", is_open: bool = False, radius: float = 4) -> str:
    """Draw a dot that says its value when pointed at; an open one is not certain yet."""
    shade: dict[str, Attribute] = (
        {"fill": "none", "stroke": "currentColor", "stroke_width": 1.5}
        if is_open
        else {"fill": "currentColor"}
    )
    worn = f"{class_} pic-dot-open" if is_open else class_
    return element("circle", element("title", safe(said)), cx=at[0], cy=at[1], r=radius, class_=worn, **shade)
