"""A refusal is a value with reasons, not an exception."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why something cannot be done: which field, what is wrong, what is allowed."""

    field: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.field}: {self.reason}"

    def as_json(self) -> dict[str, str]:
        """Give the refusal as plain JSON."""
        return {"field": self.field, "reason": self.reason}
