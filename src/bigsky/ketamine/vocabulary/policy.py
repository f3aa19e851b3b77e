"""Who decided a threshold, when, and whether it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bigsky.ketamine.vocabulary.citation import Citation


@dataclass(frozen=True, kw_only=True)
class PolicyStamp:
    """A policy's name, version and signature; unsigned means an example, not in force."""

    policy_id: str
    version: int
    title: str
    source: Citation
    signed_by: str = ""
    signed_on: date | None = None

    def is_active_on(self, day: date) -> bool:
        """Say whether the medical director had signed it by this day."""
        return bool(self.signed_by) and self.signed_on is not None and self.signed_on <= day

    @property
    def label(self) -> str:
        """Name it in one phrase: `HTN-2 v3 (Dr X, 2026-01-05)`."""
        signature = f"{self.signed_by}, {self.signed_on}" if self.signed_by else "example, not signed"
        return f"{self.policy_id} v{self.version} ({signature})"

    def as_json(self) -> dict[str, object]:
        """Give the stamp as plain JSON."""
        return {
            "policy_id": self.policy_id,
            "version": self.version,
            "title": self.title,
            "source": self.source.as_json(),
            "signed_by": self.signed_by,
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "PolicyStamp":
        """Read a stamp from JSON or TOML; a day may be a date or its ISO text."""
        day = raw.get("signed_on") or None
        return cls(
            policy_id=raw["policy_id"],
            version=int(raw["version"]),
            title=raw["title"],
            source=Citation.from_json(raw["source"]),
            signed_by=raw.get("signed_by", ""),
            signed_on=date.fromisoformat(day) if isinstance(day, str) else day,
        )
