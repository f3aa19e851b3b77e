"""The virtual people of the demo clinic, as written down in cast.toml."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any


class Stage(StrEnum):
    """How far along the journey a person is."""

    JUST_ASKED = "just asked"
    IN_CRISIS = "asked, in crisis"
    CONSULTATION_BOOKED = "consultation booked"
    FACTS_MISSING = "facts missing"
    MUST_NOT = "must not"
    NEEDS_DECISION = "needs a decision"
    PLAN_DRAFTED = "plan drafted"
    READY = "plan signed, session booked"
    RUNNING = "infusion running"
    RECOVERING = "recovering"
    FOLLOWED = "between sessions"


@dataclass(frozen=True, kw_only=True)
class VirtualPerson:
    """One person of the demo clinic: who they are, how they feel, how far they have come."""

    given_name: str
    family_name: str
    birth_date: date
    sex_at_birth: str
    stage: Stage
    facts: dict[str, Any]
    weight_kg: str = "72"
    height_cm: str = "170"
    concern: str = "I have been low for a long time and nothing has helped."
    # PHQ-9 totals: at baseline, then one for each check-in that was answered; item 9 of the last one.
    scores: tuple[int, ...] = ()
    last_item9: int = 0
    # Days before the anchor on which past infusions were given.
    infusion_days: tuple[int, ...] = ()
    # Systolic, diastolic, heart rate at rest.
    vitals: tuple[int, int, int] = field(default=(122, 78, 70))

    @property
    def phone(self) -> str:
        """Give a number from the range kept free for fiction."""
        return f"555-01{sum(map(ord, self.family_name)) % 100:02d}"

    @property
    def email(self) -> str:
        """Give an address that leads nowhere."""
        return f"{self.given_name}.{self.family_name}@example.org".lower()


def read_cast() -> tuple[VirtualPerson, ...]:
    """Read everybody, with the usual facts filled in and what is unknown of them left out."""
    raw = tomllib.loads((files("bigsky.clinic.demo") / "cast.toml").read_text(encoding="utf-8"))
    return tuple(_person(each, raw["usual_facts"]) for each in raw["people"])


def _person(raw: dict[str, Any], usual: dict[str, Any]) -> VirtualPerson:
    given = dict(raw)
    unknown = set(given.pop("unknown_facts", ()))
    facts: dict[str, Any] = {**usual, **given.pop("facts", {})}
    facts = {name: value for name, value in facts.items() if name not in unknown}
    lists: dict[str, Any] = {
        key: tuple(given.pop(key)) for key in ("scores", "infusion_days", "vitals") if key in given
    }
    given |= lists | {"stage": Stage(given["stage"]), "facts": facts}
    return VirtualPerson(**given)
