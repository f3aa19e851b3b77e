"""Which weight a dose may be reckoned on; the choice is a person's, never a default."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.quantities import plain
from bigsky.ketamine.vocabulary.refusal import Refusal


class WeightBasis(StrEnum):
    """The weight a dose is reckoned on."""

    ACTUAL = "actual"
    IDEAL = "ideal"
    ADJUSTED = "adjusted"


ACTUAL = Citation(
    text="Most ketamine data use actual weight; actual supported over lean and ideal weight (n=28)",
    trust=Trust.READ,
    url="https://ouci.dntb.gov.ua/en/works/7pgwNBj9",
)
DEVINE = Citation(
    text="Devine: 50 kg (men) or 45.5 kg (women) + 2.3 kg for each inch above 60", trust=Trust.FROM_MEMORY
)
ADJUSTED = Citation(text="Adjusted weight = ideal + 0.4 × (actual − ideal)", trust=Trust.SECOND_HAND)

_DEVINE_AT_60_INCHES_KG = {"male": Decimal(50), "female": Decimal("45.5")}
_DEVINE_KG_PER_INCH = Decimal("2.3")
_DEVINE_FROM_INCHES = 60
_CM_PER_INCH = Decimal("2.54")
_ADJUSTED_SHARE = Decimal("0.4")
_SHOWN_KG = Decimal("0.01")  # a formula's weight is used exactly as it is shown


@dataclass(frozen=True, kw_only=True)
class BasisWeight:
    """One basis with its weight, or why it has none."""

    basis: WeightBasis
    weight_kg: Decimal | None
    source: Citation
    why_unknown: str = ""

    def as_json(self) -> dict[str, object]:
        """Give the weight as plain JSON: kilograms as decimal text."""
        shown = None if self.weight_kg is None else plain(self.weight_kg)
        return {
            "basis": str(self.basis),
            "weight_kg": shown,
            "source": self.source.as_json(),
            "why_unknown": self.why_unknown,
        }


@dataclass(frozen=True, kw_only=True)
class WeightBases:
    """All bases side by side, so that the spread is seen before one is chosen."""

    bases: tuple[BasisWeight, ...]

    def weight_kg(self, basis: WeightBasis) -> Decimal | Refusal:
        """Give the weight of the basis a person chose."""
        chosen = next(each for each in self.bases if each.basis is basis)
        if chosen.weight_kg is None:
            return Refusal(field="weight_basis", reason=f"{basis} weight is unknown: {chosen.why_unknown}")
        return chosen.weight_kg

    @property
    def spread(self) -> Decimal:
        """Say how far the heaviest basis lies above the lightest, as a share (0.64 is 64 %)."""
        known = [each.weight_kg for each in self.bases if each.weight_kg is not None]
        return max(known) / min(known) - 1

    def as_json(self) -> dict[str, object]:
        """Give the bases as plain JSON; the spread as a share in decimal text."""
        return {
            "bases": [each.as_json() for each in self.bases],
            "spread": str(self.spread.quantize(Decimal("0.001"))),
        }


def weight_bases(weight_kg: Decimal, *, height_cm: Decimal | None, sex: str | None) -> WeightBases:
    """Reckon every basis; what cannot be known is shown as unknown, never filled in."""
    ideal = _ideal(height_cm, sex)
    return WeightBases(
        bases=(
            BasisWeight(basis=WeightBasis.ACTUAL, weight_kg=weight_kg, source=ACTUAL),
            _adjusted(weight_kg, ideal),
            ideal,
        )
    )


def _ideal(height_cm: Decimal | None, sex: str | None) -> BasisWeight:
    start_kg = _DEVINE_AT_60_INCHES_KG.get(sex or "")
    if height_cm is None or start_kg is None:
        return _unknown(WeightBasis.IDEAL, DEVINE, "height and sex at birth (male or female) are needed")
    inches = height_cm / _CM_PER_INCH
    if inches < _DEVINE_FROM_INCHES:
        return _unknown(WeightBasis.IDEAL, DEVINE, "Devine's formula starts at 60 inches (152.4 cm)")
    weight_kg = start_kg + _DEVINE_KG_PER_INCH * (inches - _DEVINE_FROM_INCHES)
    return BasisWeight(basis=WeightBasis.IDEAL, weight_kg=weight_kg.quantize(_SHOWN_KG), source=DEVINE)


def _adjusted(weight_kg: Decimal, ideal: BasisWeight) -> BasisWeight:
    if ideal.weight_kg is None:
        return _unknown(WeightBasis.ADJUSTED, ADJUSTED, ideal.why_unknown)
    if weight_kg < ideal.weight_kg:
        return _unknown(WeightBasis.ADJUSTED, ADJUSTED, "meant for people heavier than their ideal weight")
    adjusted_kg = ideal.weight_kg + _ADJUSTED_SHARE * (weight_kg - ideal.weight_kg)
    return BasisWeight(basis=WeightBasis.ADJUSTED, weight_kg=adjusted_kg.quantize(_SHOWN_KG), source=ADJUSTED)


def _unknown(basis: WeightBasis, source: Citation, why: str) -> BasisWeight:
    return BasisWeight(basis=basis, weight_kg=None, source=source, why_unknown=why)
