"""Yes, no and not known: a comparison with something unknown is unknown."""

from decimal import Decimal

Truth = bool | None


def every(*parts: Truth) -> Truth:
    """One no is enough for no; one unknown among yeses is unknown."""
    if False in parts:
        return False
    return None if None in parts else True


def either(*parts: Truth) -> Truth:
    """One yes is enough for yes; one unknown among noes is unknown."""
    return negate(every(*(negate(part) for part in parts)))


def negate(part: Truth) -> Truth:
    """Turn yes to no and back; unknown stays unknown."""
    return None if part is None else not part


def at_most(value: float | None, highest: Decimal) -> Truth:
    """Say whether a value is at most this."""
    return None if value is None else highest >= value


def at_least(value: float | None, lowest: Decimal) -> Truth:
    """Say whether a value is at least this."""
    return None if value is None else lowest <= value


def is_one_of(value: str | None, *allowed: str) -> Truth:
    """Say whether a choice is among these."""
    return None if value is None else value in allowed
