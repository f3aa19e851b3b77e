"""The little Markdown that the generated pages need."""

from collections.abc import Iterable, Sequence

from bigsky.ketamine.vocabulary.citation import Citation

NOTE = "<!-- Written by `make docs` from the code; change the code, not this page. -->\n\n"


def page(title: str, *parts: str) -> str:
    """Put a page together."""
    return f"{NOTE}# {title}\n\n" + "\n\n".join(part.strip() for part in parts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Draw a table; a pipe in a cell is escaped."""
    lines = [_row(head), _row(["---"] * len(head))]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def cite(source: Citation) -> str:
    """Name a source with its link and how it is known."""
    text = f"[{source.text}]({source.url})" if source.url.startswith("http") else source.text
    note = f" {source.note}" if source.note else ""
    return f"{text} *({source.trust})*{note}"
