"""The second person's own figures against the preparation; that person sees blank fields, not the first's."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict

SOURCE = Citation(
    text="Two people check vial concentration (the tenfold error), dose, diluent and rate independently",
    trust=Trust.ASSUMED,
)
# What the second person reads and reckons, and how it is called.
CHECKED: Mapping[str, str] = {
    "vial_mg_per_ml": "concentration of the vial",
    "draw_ml": "volume drawn from the vial",
    "actual_dose_mg": "dose",
    "diluent_ml": "diluent",
    "rate_ml_per_h": "pump rate",
}
_TENFOLD = (Decimal(10), Decimal("0.1"))


def figures_of(plan: Mapping[str, Any]) -> dict[str, Decimal]:
    """Read the figures that two persons must agree on from a plan's content (numbers as decimal text)."""
    return {name: Decimal(str(plan[name])) for name in CHECKED}


def second_check(prepared: Mapping[str, Decimal], seen: Mapping[str, Decimal | None]) -> tuple[Finding, ...]:
    """Compare what the second person read and reckoned with what was prepared, figure by figure.

    No finding tells the prepared figure: whoever is told it copies it.
    """
    return tuple(_agrees(name, prepared[name], seen.get(name)) for name in CHECKED)


def _agrees(name: str, prepared: Decimal, seen: Decimal | None) -> Finding:
    what = CHECKED[name]
    if seen is None:
        verdict, reason = Verdict.UNKNOWN, f"{what} (not entered)"
    elif seen == prepared:
        verdict, reason = Verdict.MET, f"{what} agrees"
    else:
        is_tenfold = prepared and seen / prepared in _TENFOLD
        verdict, reason = Verdict.NOT_MET, f"{what} (a tenfold difference)" if is_tenfold else what
    return Finding(
        rule_id=f"second_person_agrees_on_{name}",
        verdict=verdict,
        force=Force.ABSOLUTE,
        reason=reason,
        source=SOURCE,
        missing=(name,) if verdict is Verdict.UNKNOWN else (),
    )
