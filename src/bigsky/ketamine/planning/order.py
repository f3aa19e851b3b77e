"""What a clinician orders, and the rules it is held to: all arguments, none of them constants."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bigsky.ketamine.planning.weight import WeightBasis
from bigsky.ketamine.vocabulary.citation import Citation
from bigsky.ketamine.vocabulary.policy import PolicyStamp
from bigsky.ketamine.vocabulary.quantities import Limits, plain, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal

ORDER_FIELDS = ("weight_kg", "dose_mg_per_kg", "minutes", "vial_mg_per_ml", "final_mg_per_ml")


@dataclass(frozen=True, kw_only=True)
class DoseOrder:
    """One ordered dose; `weight_kg` is the weight it is reckoned on, `weight_basis` which one that is."""

    weight_kg: Decimal
    weight_basis: WeightBasis | None
    dose_mg_per_kg: Decimal
    minutes: Decimal
    vial_mg_per_ml: Decimal
    final_mg_per_ml: Decimal

    def as_json(self) -> dict[str, str | None]:
        """Give the order as plain JSON, numbers as decimal text."""
        basis = str(self.weight_basis) if self.weight_basis else None
        return {**{name: plain(getattr(self, name)) for name in ORDER_FIELDS}, "weight_basis": basis}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any], limits: Limits) -> "DoseOrder | tuple[Refusal, ...]":
        """Read an order and hold every number to what a keyboard may enter; all refusals at once."""
        read = {name: quantity(raw.get(name), limits[name]) for name in ORDER_FIELDS}
        numbers = {name: value for name, value in read.items() if isinstance(value, Decimal)}
        refusals = [value for value in read.values() if isinstance(value, Refusal)]
        basis = raw.get("weight_basis")
        if basis is not None and basis not in tuple(WeightBasis):
            allowed = ", ".join(WeightBasis)
            refusals.append(Refusal(field="weight_basis", reason=f"{basis!r} is not one of {allowed}"))
        if refusals:
            return tuple(refusals)
        return cls(weight_basis=WeightBasis(basis) if basis else None, **numbers)


@dataclass(frozen=True, kw_only=True)
class PreparationRules:
    """What vials exist, what must be diluted, and how finely a syringe and a pump can be set."""

    syringe_graduation_ml: Decimal
    syringe_source: Citation
    rate_step_ml_per_h: Decimal
    rate_source: Citation
    marketed_vials_mg_per_ml: tuple[Decimal, ...]
    marketed_source: Citation
    dilute_from_mg_per_ml: Decimal
    dilute_to_at_most_share: Decimal
    dilute_source: Citation

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "PreparationRules":
        """Read the rules from JSON or TOML."""
        return cls(
            syringe_graduation_ml=Decimal(raw["syringe_graduation_ml"]),
            syringe_source=Citation.from_json(raw["syringe_source"]),
            rate_step_ml_per_h=Decimal(raw["rate_step_ml_per_h"]),
            rate_source=Citation.from_json(raw["rate_source"]),
            marketed_vials_mg_per_ml=tuple(Decimal(each) for each in raw["marketed_vials_mg_per_ml"]),
            marketed_source=Citation.from_json(raw["marketed_source"]),
            dilute_from_mg_per_ml=Decimal(raw["dilute_from_mg_per_ml"]),
            dilute_to_at_most_share=Decimal(raw["dilute_to_at_most_share"]),
            dilute_source=Citation.from_json(raw["dilute_source"]),
        )


@dataclass(frozen=True, kw_only=True)
class DosingPolicy:
    """The clinic's dose limits: above soft a clinician decides with reason, above hard never alone."""

    stamp: PolicyStamp
    soft_mg_per_kg: Decimal
    hard_mg_per_kg: Decimal

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "DosingPolicy":
        """Read the policy from JSON or TOML."""
        return cls(
            stamp=PolicyStamp.from_json(raw),
            soft_mg_per_kg=Decimal(raw["soft_mg_per_kg"]),
            hard_mg_per_kg=Decimal(raw["hard_mg_per_kg"]),
        )
