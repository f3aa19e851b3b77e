"""The second person's own figures against the preparation; that person sees blank fields, not the first's."""

from collections.abc import Mapping
from decimal import Decimal

from bigsky.ketamine.planning.dosing import Preparation
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.quantities import plain

SOURCE = Citation(
    text="Two people check vial concentration (the tenfold error), dose, diluent and rate independently",
    trust=Trust.ASSUMED,
)
CHECKED = ("vial_mg_per_ml", "actual_dose_mg", "draw_ml", "diluent_ml", "rate_ml_per_h")
_TENFOLD = (Decimal(10), Decimal("0.1"))


def second_check(preparation: Preparation, seen: Mapping[str, Decimal | None]) -> tuple[Finding, ...]:
    """Compare what the second person read and reckoned with the preparation, figure by figure."""
    expected = {
        "vial_mg_per_ml": preparation.order.vial_mg_per_ml,
        "actual_dose_mg": preparation.actual_dose_mg,
        "draw_ml": preparation.draw_ml,
        "diluent_ml": preparation.diluent_ml,
        "rate_ml_per_h": preparation.rate_ml_per_h,
    }
    return tuple(_agrees(name, expected[name], seen.get(name)) for name in CHECKED)


def _agrees(name: str, expected: Decimal, seen: Decimal | None) -> Finding:
    if seen is None:
        verdict, reason = Verdict.UNKNOWN, f"The second person has not entered {name}"
    elif seen == expected:
        verdict, reason = Verdict.MET, f"Both have {plain(expected)} for {name}"
    else:
        tenfold = ": a tenfold difference" if expected and seen / expected in _TENFOLD else ""
        verdict = Verdict.NOT_MET
        reason = f"{name}: first {plain(expected)}, second {plain(seen)}{tenfold}"
    return Finding(
        rule_id=f"second_person_agrees_on_{name}",
        verdict=verdict,
        force=Force.ABSOLUTE,
        reason=reason,
        source=SOURCE,
        missing=(name,) if verdict is Verdict.UNKNOWN else (),
    )
