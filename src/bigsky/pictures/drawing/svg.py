"""Write SVG: elements, escaped words, short numbers, the accessible frame around a picture."""

import re
from dataclasses import dataclass
from html import escape

Attribute = str | float | None

_PICTURE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def short(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    rounded = f"{value:.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def figure(value: float) -> str:
    """Write a number as it is read: 158, 59.5, 0.53."""
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"  # noqa: PLR2004 - three digits


def safe(words: str) -> str:
    """Escape words for use in SVG; characters XML cannot hold become the replacement character."""
    return escape(_NOT_XML.sub("\ufffd", words), quote=True)


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """Write one element; `class_` gives `class`, `stroke_width` gives `stroke-width`, None leaves out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{safe(value) if isinstance(value, str) else short(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def words(said: str, *, x: float, y: float, class_: str = "pic-text", **attributes: Attribute) -> str:
    """Write words at a place."""
    return element("text", safe(said), x=x, y=y, class_=class_, **({"fill": "currentColor"} | attributes))


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The paper of a picture: its id in the page (unique there), its size, its title and its description."""

    picture_id: str
    width: float
    height: float
    title: str
    description: str


def document(sheet: Sheet, *children: str) -> str:
    """Frame a picture so that a screen reader can say what it is.

    Raises:
        ValueError: the id is not a plain name.
    """
    if not _PICTURE_ID.fullmatch(sheet.picture_id):
        raise ValueError(f"picture_id {sheet.picture_id!r} is not a plain name")
    title_id, description_id = f"{sheet.picture_id}-title", f"{sheet.picture_id}-desc"
    return element(
        "svg",
        element("title", safe(sheet.title), id=title_id),
        element("desc", safe(sheet.description), id=description_id),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(sheet.width)} {short(sheet.height)}",
        id=sheet.picture_id,
        class_="pic",
        role="img",
        aria_labelledby=f"{title_id} {description_id}",
        font_family="system-ui, sans-serif",
        font_size="12",
    )
