"""Which unit codes mean which unit; any other is refused, never converted (P13)."""

from bigsky.ketamine.infusion.kinds import HEART_RATE, RESPIRATORY_RATE, ObservationKind

# MDC numbers and UCUM: practice survey, code table (read in public profiles and sample messages).
_CODES: dict[str, frozenset[str]] = {
    "mmHg": frozenset({"266016", "mm[Hg]"}),
    "%": frozenset({"262688", "%"}),
    "°C": frozenset({"268192", "Cel"}),
}
_RATES: dict[str, frozenset[str]] = {
    HEART_RATE.key: frozenset({"264864", "{beat}/min", "{beats}/min", "/min"}),
    RESPIRATORY_RATE.key: frozenset({"264928", "{breath}/min", "{breaths}/min", "{resp}/min", "/min"}),
}


def is_unit_of(kind: ObservationKind, code: str) -> bool:
    """Say whether a unit code is the unit in which this kind is kept."""
    return code in (_RATES.get(kind.key) or _CODES.get(kind.unit, frozenset()))
