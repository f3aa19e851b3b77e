"""Read a drawn picture back, as a screen reader or a browser would."""

from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - reads only what the product itself wrote


def marks(root: ET.Element, tag: str, class_: str = "") -> list[ET.Element]:
    wanted = set(class_.split())
    return [each for each in root.iter(SVG + tag) if wanted <= set(each.get("class", "").split())]


def said_by(mark: ET.Element) -> str:
    title = mark.find(SVG + "title")
    return "" if title is None else title.text or ""


def all_words(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(SVG + "text")]
