"""What a plan holds: everything an infusion needs, and everything it rests on. Numbers as decimal text."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bigsky.clinic.policy import queries as policy
from bigsky.ketamine import library
from bigsky.ketamine.pharmacology.models.otto_2021 import MODEL
from bigsky.ketamine.planning.dosing import Preparation, prepare
from bigsky.ketamine.planning.order import ORDER_FIELDS, DoseOrder, DosingPolicy
from bigsky.ketamine.planning.weight import WeightBases, WeightBasis, weight_bases
from bigsky.ketamine.vocabulary.policy import utc_day
from bigsky.ketamine.vocabulary.quantities import plain, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal

MONITORING_PROFILE = "infusion"
_PREDICTED_UNTIL_MIN = 240
_MINUTES_PER_HOUR = 60
_SHOWN = Decimal("0.0001")
NUMBER_FIELDS = (*ORDER_FIELDS, "height_cm", "dead_volume_ml")

Wish = Mapping[str, Any]
Numbers = Mapping[str, Decimal | None]


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
    numbers = numbers_of(wish)
    bases = bases_of(numbers, sex=sex)
    preparation = _prepared(wish, bases=bases, at=at)
    order, height_cm = preparation.order, numbers["height_cm"]
    return {
        **preparation.as_json(),
        **{name: plain(getattr(order, name)) for name in ORDER_FIELDS if name != "weight_kg"},
        "weight_kg": plain(_known(numbers, "weight_kg")),
        "height_cm": plain(height_cm) if height_cm else None,
        "weight_basis": str(order.weight_basis),
        "dosing_weight_kg": plain(order.weight_kg),
        "weight_bases": bases.as_json(),
        "dead_volume_ml": plain(_known(numbers, "dead_volume_ml")),
        "monitoring_profile": MONITORING_PROFILE,
        "prediction": _prediction(preparation, numbers),
        "policies": {kind: policy_label(kind, at) for kind in ("dosing", "monitoring")},
    }


def numbers_of(wish: Wish) -> Numbers:
    """Read every number, exactly as typed, or refuse all impossible ones at once; only height may be open."""
    read = {name: _read(name, wish) for name in NUMBER_FIELDS}
    refusals = [each for each in read.values() if isinstance(each, Refusal)]
    if refusals:
        raise PlanError(*refusals)
    return {name: value for name, value in read.items() if not isinstance(value, Refusal)}


def bases_of(numbers: Numbers, *, sex: str) -> WeightBases:
    """Reckon the three weights a dose may rest on."""
    return weight_bases(_known(numbers, "weight_kg"), height_cm=numbers["height_cm"], sex=sex or None)


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
        on_date=utc_day(at),
    )
    if isinstance(answer, tuple):
        raise PlanError(*answer)
    return answer


def _prediction(preparation: Preparation, numbers: Numbers) -> dict[str, Any]:
    delay_min = _known(numbers, "dead_volume_ml") * _MINUTES_PER_HOUR / preparation.rate_ml_per_h
    return {
        "model": MODEL.name,
        "model_version": MODEL.version,
        # Clearance and volumes follow the body, whatever weight the dose was reckoned on.
        "weight_kg": plain(_known(numbers, "weight_kg")),
        "dose_mg": plain(preparation.actual_dose_mg),
        # At the rate that can be set; minute 0 is the first drop in the vein, so late after the pump's start.
        "minutes": plain(preparation.actual_minutes.quantize(_SHOWN)),
        "line_delay_min": plain(delay_min.quantize(_SHOWN)),
        "until_min": _PREDICTED_UNTIL_MIN,
    }


def _read(name: str, wish: Wish) -> Decimal | Refusal | None:
    if name == "height_cm" and wish.get(name) in (None, ""):
        return None
    return quantity(wish.get(name), library.limits()[name])


def _known(numbers: Numbers, name: str) -> Decimal:
    value = numbers[name]
    if value is None:
        raise TypeError(f"{name} is always read")
    return value
