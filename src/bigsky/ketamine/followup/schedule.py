"""When a rating scale is due after an infusion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bigsky.ketamine.vocabulary.citation import Citation


class After(StrEnum):
    """Which infusion a scale follows."""

    EACH_INFUSION = "each-infusion"
    LAST_INFUSION = "last-infusion"


@dataclass(frozen=True, kw_only=True)
class ScaleDue:
    """One scale, some hours after an infusion, with the recall it is asked for and why."""

    scale_key: str
    after: After
    after_hours: int
    recall: str
    source: Citation


@dataclass(frozen=True, kw_only=True)
class FollowUpProtocol:
    """The clinic's general way of asking how people are."""

    due: tuple[ScaleDue, ...]

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "FollowUpProtocol":
        """Read the protocol from JSON or TOML."""
        return cls(
            due=tuple(
                ScaleDue(
                    scale_key=each["scale"],
                    after=After(each["after"]),
                    after_hours=int(each["after_hours"]),
                    recall=each["recall"],
                    source=Citation.from_json(each["source"]),
                )
                for each in raw["due"]
            )
        )


@dataclass(frozen=True, kw_only=True)
class DueScore:
    """A scale that is due at a moment."""

    due_at: datetime
    what: ScaleDue

    def as_json(self) -> dict[str, object]:
        """Give it as plain JSON."""
        return {
            "scale": self.what.scale_key,
            "due_at": self.due_at.isoformat(),
            "recall": self.what.recall,
            "source": self.what.source.as_json(),
        }


def due_scores(
    protocol: FollowUpProtocol, *, infused_at: datetime, is_last_of_series: bool
) -> tuple[DueScore, ...]:
    """List what is due after one infusion, earliest first; some of it only after the last of a series."""
    due = [
        DueScore(due_at=infused_at + timedelta(hours=each.after_hours), what=each)
        for each in protocol.due
        if each.after is After.EACH_INFUSION or is_last_of_series
    ]
    return tuple(sorted(due, key=lambda each: each.due_at))
