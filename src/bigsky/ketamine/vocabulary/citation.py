"""Where a number comes from, and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Trust(StrEnum):
    """How a figure is known; it travels with the figure to the screen."""

    READ = "read"
    SECOND_HAND = "second-hand"
    CALCULATED = "calculated"
    CALIBRATED = "calibrated"
    ASSUMED = "assumed"
    FROM_MEMORY = "from-memory"


@dataclass(frozen=True, kw_only=True)
class Citation:
    """One source: its text, how it is known, and where it can be read."""

    text: str
    trust: Trust
    url: str = ""
    note: str = ""

    def as_json(self) -> dict[str, str]:
        """Give the citation as plain JSON."""
        return {"text": self.text, "trust": str(self.trust), "url": self.url, "note": self.note}

    @classmethod
    def from_json(cls, raw: dict[str, str]) -> "Citation":
        """Read a citation from JSON or TOML: `text` and `trust` are required."""
        return cls(
            text=raw["text"], trust=Trust(raw["trust"]), url=raw.get("url", ""), note=raw.get("note", "")
        )
