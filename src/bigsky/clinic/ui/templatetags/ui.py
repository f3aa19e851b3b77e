"""Small words of the pages: verdicts, quantities with their unit, ages, pictures."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bigsky.pictures.picture import Picture

register = template.Library()

# Colour never speaks alone: a shape and a word go with it.
_VERDICTS = {
    "met": ("●", "Met", "met"),
    "unknown": ("○", "Unknown", "unknown"),
    "decide": ("◆", "Needs a decision", "decide"),
    "must-not": ("■", "Must not", "must-not"),
    "note": ("▲", "Note", "note"),
}
_OUTCOMES = {
    "eligible": "met",
    "needs-information": "unknown",
    "needs-clinician-decision": "decide",
    "not-now": "must-not",
}
_FORCES = {"absolute": "must-not", "relative": "decide", "information": "note"}


def _mark(kind: str, word: str = "") -> SafeString:
    shape, default, css = _VERDICTS[kind]
    return format_html(
        '<span class="verdict {}"><span class="shape" aria-hidden="true">{}</span> {}</span>',
        css,
        shape,
        word or default,
    )


@register.simple_tag
def verdict(finding: dict[str, Any]) -> SafeString:
    """Show one finding's verdict as shape, word and colour."""
    if finding["verdict"] == "not-met":
        return _mark(_FORCES[finding["force"]])
    return _mark(finding["verdict"])


@register.simple_tag
def outcome(value: str) -> SafeString:
    """Show a screening outcome as shape, words and colour."""
    return (
        _mark(_OUTCOMES[value], value.replace("-", " ").capitalize())
        if value in _OUTCOMES
        else _mark("unknown")
    )


@register.simple_tag
def quantity(value: object, unit: str) -> SafeString:
    """Show a number with its unit, the unit smaller; nothing known is said in words."""
    if value is None or value == "":
        return format_html('<span class="missing">{}</span>', "not known")
    return format_html('<span class="number">{}</span><span class="unit"> {}</span>', value, unit)


@register.simple_tag
def age(moment: datetime | None, stale_after_s: int = 0) -> SafeString:
    """Show how old something is; past its limit it says so."""
    if moment is None:
        return format_html('<span class="age stale">{}</span>', "never")
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    stale = " stale" if stale_after_s and seconds > stale_after_s else ""
    return format_html(
        '<time class="age{}" datetime="{}" data-age data-stale-after="{}">{}</time>',
        stale, moment.isoformat(), stale_after_s, in_words(seconds),
    )  # fmt: skip


def in_words(seconds: int) -> str:
    """Say a duration: `12 s ago`, `4 min ago`, `30 h ago`, `2 days ago`."""
    for size, word in ((2 * 86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // min(size, 86_400)} {word} ago"
    return f"{seconds} s ago"


@register.simple_tag
def picture(drawn: Picture) -> SafeString:
    """Put a picture on the page with its table beside it (the pictures room escapes what it draws)."""
    head = "".join(format_html('<th scope="col">{}</th>', each) for each in drawn.table.head)
    rows = "".join(
        "<tr>" + "".join(format_html("<td>{}</td>", "" if cell is None else cell) for cell in row) + "</tr>"
        for row in drawn.table.rows
    )
    return mark_safe(  # noqa: S308 - every cell was escaped above; the SVG escapes its own labels
        f'<figure class="picture">{drawn.svg}<details><summary>The same as a table</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details></figure>"
    )
