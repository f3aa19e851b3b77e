"""Every fact that screening and planning ask for, each once: forms are made from this list."""

from bigsky.ketamine.screening.facts.conditions import CONDITION_FACTS
from bigsky.ketamine.screening.facts.fact import Choice, Fact, Kind
from bigsky.ketamine.screening.facts.person import DEPRESSION_FACTS, PERSON_FACTS
from bigsky.ketamine.screening.facts.treatment import INVESTIGATION_FACTS, MEDICINE_FACTS

__all__ = ["ALL_FACTS", "FACTS_BY_SUBJECT", "Choice", "Fact", "Kind", "fact_named"]

FACTS_BY_SUBJECT: dict[str, tuple[Fact, ...]] = {
    "About the person": PERSON_FACTS,
    "Depression and its treatment": DEPRESSION_FACTS,
    "Conditions": CONDITION_FACTS,
    "Medicines": MEDICINE_FACTS,
    "Investigations": INVESTIGATION_FACTS,
}

ALL_FACTS: tuple[Fact, ...] = (
    *PERSON_FACTS,
    *DEPRESSION_FACTS,
    *CONDITION_FACTS,
    *MEDICINE_FACTS,
    *INVESTIGATION_FACTS,
)

_BY_NAME = {fact.name: fact for fact in ALL_FACTS}


def fact_named(name: str) -> Fact | None:
    """Find a fact by the name of its snapshot field."""
    return _BY_NAME.get(name)
