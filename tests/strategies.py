"""What Hypothesis draws: anything a person may enter."""

from hypothesis import strategies as st

from bigsky.ketamine import library
from bigsky.ketamine.screening.facts import ALL_FACTS, Fact, Kind


def fact_values(fact: Fact) -> st.SearchStrategy:
    """Any possible answer to a fact, never unknown."""
    if fact.kind is Kind.YES_NO:
        return st.booleans()
    if fact.kind is Kind.CHOICE:
        return st.sampled_from([choice.value for choice in fact.choices])
    limit = library.limits()[fact.limit_field]
    if fact.kind is Kind.WHOLE_NUMBER:
        return st.integers(int(limit.low), int(limit.high))
    return st.floats(float(limit.low), float(limit.high))


def all_facts_known() -> st.SearchStrategy[dict[str, object]]:
    """Somebody of whom everything is known."""
    return st.fixed_dictionaries({fact.name: fact_values(fact) for fact in ALL_FACTS})


def some_facts_known() -> st.SearchStrategy[dict[str, object]]:
    """Somebody of whom each thing may or may not be known."""
    return st.fixed_dictionaries({fact.name: st.none() | fact_values(fact) for fact in ALL_FACTS})
