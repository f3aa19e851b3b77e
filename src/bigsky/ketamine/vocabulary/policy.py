"""Who decided a threshold, when, and whether it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bigsky.ketamine.vocabulary.citation import Citation


def utc_day(moment: datetime) -> date:
    """Give the day of a moment in UTC, the one in which signatures and moments are compared."""
    return moment.astimezone(UTC).date() if moment.tzinfo else moment.date()


@dataclass(frozen=True, kw_only=True)
class PolicyStamp:
    """A policy's name, version and signature; unsigned means an example, not in force."""

    policy_id: str
    version: int
    title: str
    source: Citation
    signed_by: str = ""
    signed_date: date | None = None

    def is_active_on(self, day: date) -> bool:
        """Say whether the medical director had signed it by this day."""
        return bool(self.signed_by) and self.signed_date is not None and self.signed_date <= day

    def is_active_at(self, moment: datetime) -> bool:
        """Say whether it had been signed by this zoned moment, whichever zone that is told in."""
        return self.is_active_on(utc_day(moment))

    @property
    def label(self) -> str:
        """Name it in one phrase: `HTN-2 v3 (Dr X, 2026-01-05)`."""
        signature = f"{self.signed_by}, {self.signed_date}" if self.signed_by else "example, not signed"
        return f"{self.policy_id} v{self.version} ({signature})"

    def as_json(self) -> dict[str, object]:
        """Give the stamp as plain JSON."""
        return {
            "policy_id": self.policy_id,
            "version": self.version,
            "title": self.title,
            "source": self.source.as_json(),
            "signed_by": self.signed_by,
            "signed_date": self.signed_date.isoformat() if self.signed_date else None,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "PolicyStamp":
        """Read a stamp from JSON or TOML; `signed_at` or `signed_date` as ISO text, empty when unsigned."""
        day = raw.get("signed_at") or raw.get("signed_date")
        return cls(
            policy_id=raw["policy_id"],
            version=int(raw["version"]),
            title=raw["title"],
            source=Citation.from_json(raw["source"]),
            signed_by=raw.get("signed_by", ""),
            signed_date=utc_day(datetime.fromisoformat(str(day))) if day else None,
        )
