"""What every picture is: an SVG, the same numbers as a table, and a title."""

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The numbers of a picture, ready to be shown beside it."""

    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture and its companions. The SVG is safe to put into a page as it is."""

    svg: str
    table: Table
    title: str
