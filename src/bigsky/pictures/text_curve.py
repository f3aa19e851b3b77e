"""A small curve in plain characters, for a terminal."""

from collections.abc import Sequence

from bigsky.pictures.drawing.scale import nice_high

_ROWS = 12
_COLUMNS = 60
_GUTTER = 6


def text_curve(times_min: Sequence[float], *, ketamine: Sequence[float], norketamine: Sequence[float]) -> str:
    """Draw ketamine as ● and norketamine as ○, ng/mL over minutes; empty when there is no time to show."""
    last = max(times_min, default=0.0)
    if last <= 0:
        return ""
    high = nice_high(max(*ketamine, *norketamine))
    paper = [[" "] * (_COLUMNS + 1) for _ in range(_ROWS + 1)]
    for sign, values in (("○", norketamine), ("●", ketamine)):
        for at_min, value in zip(times_min, values, strict=True):
            paper[round((1 - value / high) * _ROWS)][round(at_min / last * _COLUMNS)] = sign
    return "\n".join([*_lines(paper, high), *_foot(last)])


def _lines(paper: list[list[str]], high: float) -> list[str]:
    said = {0: f"{high:g}", _ROWS // 2: f"{high / 2:g}", _ROWS: "0"}
    return [f"{said.get(index, ''):>{_GUTTER}} │{''.join(row)}".rstrip() for index, row in enumerate(paper)]


def _foot(last: float) -> list[str]:
    axis = " " * _GUTTER + " └" + "─" * _COLUMNS
    end = f"{last:g} min"
    scale = " " * _GUTTER + "  0" + end.rjust(_COLUMNS - 1)
    return [axis, scale, " " * _GUTTER + "  ● ketamine   ○ norketamine   ng/mL"]
