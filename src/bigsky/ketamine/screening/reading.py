"""From written facts to a patient snapshot: everything impossible is refused by name, all at once."""

from collections.abc import Mapping

from bigsky.ketamine.screening.facts import Fact, Kind, fact_named
from bigsky.ketamine.vocabulary.patient import PatientSnapshot
from bigsky.ketamine.vocabulary.quantities import Limits, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal


def read_snapshot(raw: Mapping[str, object], *, limits: Limits) -> PatientSnapshot | tuple[Refusal, ...]:
    """Read facts by name; `None` or absent is unknown, anything unnamed or impossible is refused."""
    refusals = [refusal for name, value in raw.items() if (refusal := _refusal(name, value, limits))]
    refusals += _contradictions(raw) if not refusals else []
    if refusals:
        return tuple(refusals)
    snapshot = PatientSnapshot.from_json(raw)
    return (snapshot,) if isinstance(snapshot, Refusal) else snapshot


def _refusal(name: str, value: object, limits: Limits) -> Refusal | None:
    fact = fact_named(name)
    if fact is None:
        return Refusal(field=name, reason="is not a fact of the patient snapshot")
    if value is None:
        return None
    reason = _wrong_kind(fact, value)
    if reason:
        return Refusal(field=name, reason=f"{value!r} is not possible; allowed is {reason}")
    if fact.limit_field:
        held = quantity(value, limits[fact.limit_field])
        return Refusal(field=name, reason=held.reason) if isinstance(held, Refusal) else None
    return None


def _wrong_kind(fact: Fact, value: object) -> str:
    """Say what would be allowed if the value is of the wrong kind, else nothing."""
    # bool is a kind of int in Python; here a yes is never a 1.
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    choices = [choice.value for choice in fact.choices]
    allowed = {
        Kind.YES_NO: (isinstance(value, bool), "true or false"),
        Kind.WHOLE_NUMBER: (is_number and isinstance(value, int), "a whole number"),
        Kind.NUMBER: (is_number, "a number"),
        Kind.CHOICE: (value in choices, ", ".join(choices)),
    }
    is_right, words = allowed[fact.kind]
    return "" if is_right else words


def _contradictions(raw: Mapping[str, object]) -> list[Refusal]:
    systolic, diastolic = raw.get("systolic_mmhg"), raw.get("diastolic_mmhg")
    if isinstance(systolic, int | float) and isinstance(diastolic, int | float) and diastolic >= systolic:
        reason = f"{diastolic} is not possible; allowed is below the systolic {systolic} mmHg"
        return [Refusal(field="diastolic_mmhg", reason=reason)]
    total, item9 = raw.get("phq9_total"), raw.get("phq9_item9")
    if isinstance(total, int) and isinstance(item9, int) and item9 > total:
        reason = f"{item9} is not possible; allowed is at most the PHQ-9 total {total}"
        return [Refusal(field="phq9_item9", reason=reason)]
    return []
