"""What a plan holds: everything an infusion needs, and everything it rests on. Numbers as decimal text."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bigsky.clinic.policy import queries as policy
from bigsky.ketamine import library
from bigsky.ketamine.pharmacology.models.otto_2021 import MODEL
from bigsky.ketamine.planning.dosing import Preparation, prepare
from bigsky.ketamine.planning.order import ORDER_FIELDS, DoseOrder, DosingPolicy
from bigsky.ketamine.planning.weight import WeightBases, WeightBasis, weight_bases
from bigsky.ketamine.vocabulary.quantities import plain, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal

MONITORING_PROFILE = "infusion"
_PREDICTED_UNTIL_MIN = 240
# Refused here, shown at the field of the page.
Wish = Mapping[str, Any]


class PlanError(ValueError):
    """This cannot be planned or signed; `refusals` name the fields."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.reason for refusal in refusals))
        self.refusals = refusals


def plan_content(wish: Wish, *, sex: str, at: datetime) -> dict[str, Any]:
    """Reckon a whole plan from what was typed.

    Raises:
        PlanError: something typed is impossible, or cannot be made up.
    """
    bases = bases_of(wish, sex=sex)
    preparation = _prepared(wish, bases=bases, at=at)
    order = preparation.order
    return {
        **preparation.as_json(),
        **{name: plain(getattr(order, name)) for name in ORDER_FIELDS if name != "weight_kg"},
        "weight_kg": plain(_read("weight_kg", wish)),
        "height_cm": _optional("height_cm", wish),
        "weight_basis": str(order.weight_basis),
        "dosing_weight_kg": plain(order.weight_kg),
        "weight_bases": bases.as_json(),
        "dead_volume_ml": plain(_read("dead_volume_ml", wish)),
        "monitoring_profile": MONITORING_PROFILE,
        "prediction": _prediction(preparation, wish),
        "policies": {kind: policy_label(kind, at) for kind in ("dosing", "monitoring")},
    }


def bases_of(wish: Wish, *, sex: str) -> WeightBases:
    """Reckon the three weights a dose may rest on."""
    height = _optional("height_cm", wish)
    return weight_bases(
        _read("weight_kg", wish), height_cm=Decimal(height) if height else None, sex=sex or None
    )


def policy_label(kind: str, at: datetime) -> str:
    """Name the signed policy of a kind in force at a moment; empty when there is none."""
    found = policy.content_in_force(kind, at)
    return f"{found['policy_id']} v{found['version']}" if found else ""


def _prepared(wish: Wish, *, bases: WeightBases, at: datetime) -> Preparation:
    basis = wish.get("weight_basis")
    if basis not in tuple(WeightBasis):
        raise PlanError(Refusal(field="weight_basis", reason="Choose the weight the dose is reckoned on."))
    weight_kg = bases.weight_kg(WeightBasis(basis))
    if isinstance(weight_kg, Refusal):
        raise PlanError(weight_kg)
    typed = {name: wish.get(name) for name in ORDER_FIELDS}
    order = DoseOrder.from_json({**typed, "weight_kg": weight_kg, "weight_basis": basis}, library.limits())
    if isinstance(order, tuple):
        raise PlanError(*order)
    content = policy.content_in_force("dosing", at)
    answer = prepare(
        order,
        library.preparation_rules(),
        policy=DosingPolicy.from_json(content) if content else None,
        on_date=at.astimezone(UTC).date(),
    )
    if isinstance(answer, tuple):
        raise PlanError(*answer)
    return answer


def _prediction(preparation: Preparation, wish: Wish) -> dict[str, Any]:
    # Clearance and volumes follow the body, whatever weight the dose was reckoned on.
    return {
        "model": MODEL.name,
        "model_version": MODEL.version,
        "weight_kg": plain(_read("weight_kg", wish)),
        "dose_mg": plain(preparation.actual_dose_mg),
        "minutes": plain(preparation.order.minutes),
        "until_min": _PREDICTED_UNTIL_MIN,
    }


def _read(name: str, wish: Wish) -> Decimal:
    value = quantity(wish.get(name), library.limits()[name])
    if isinstance(value, Refusal):
        raise PlanError(value)
    return value


def _optional(name: str, wish: Wish) -> str | None:
    return None if wish.get(name) in (None, "") else plain(_read(name, wish))
