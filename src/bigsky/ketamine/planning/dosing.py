"""From an ordered dose to what is drawn, diluted and set on the pump, with the working shown.

A person draws and types what this says, so everything is decimal and every rounding is shown.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_DOWN, Decimal

from bigsky.ketamine.planning.limits import dose_findings
from bigsky.ketamine.planning.order import DoseOrder, DosingPolicy, PreparationRules
from bigsky.ketamine.vocabulary.finding import Finding
from bigsky.ketamine.vocabulary.policy import PolicyStamp
from bigsky.ketamine.vocabulary.quantities import plain
from bigsky.ketamine.vocabulary.refusal import Refusal

_MINUTES_PER_HOUR = 60
_SHOWN = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """What to draw, dilute and set, what that really gives, and how it was reckoned."""

    order: DoseOrder
    dose_mg: Decimal
    draw_ml: Decimal
    actual_dose_mg: Decimal
    diluent_ml: Decimal
    total_ml: Decimal
    rate_ml_per_h: Decimal
    findings: tuple[Finding, ...]
    policy: PolicyStamp | None

    @property
    def working(self) -> tuple[str, ...]:
        """Show every step as a line a person can reckon after."""
        order = self.order
        return (
            _ordered(self),
            _divided("Draw", self.dose_mg, by=order.vial_mg_per_ml, gives=self.draw_ml),
            _drawn(self),
            _divided("Total", self.dose_mg, by=order.final_mg_per_ml, gives=self.total_ml),
            f"Diluent: {self.total_ml} mL − {self.draw_ml} mL = {self.diluent_ml} mL",
            _rate(self),
        )

    @property
    def difference_mg(self) -> Decimal:
        """How far the drawn dose lies above (+) or below (-) the ordered one."""
        return self.actual_dose_mg - self.dose_mg

    @property
    def actual_mg_per_kg(self) -> Decimal:
        """The drawn dose on the ordered weight."""
        return self.actual_dose_mg / self.order.weight_kg

    @property
    def actual_final_mg_per_ml(self) -> Decimal:
        """The concentration in the bag or syringe as really made up."""
        return self.actual_dose_mg / self.total_ml

    @property
    def actual_minutes(self) -> Decimal:
        """How long the whole volume runs at the rate that can be set."""
        return self.total_ml * _MINUTES_PER_HOUR / self.rate_ml_per_h

    def as_json(self) -> dict[str, object]:
        """Give the preparation as plain JSON, numbers as decimal text (schema `preparation`)."""
        return {
            "order": self.order.as_json(),
            "dose_mg": plain(self.dose_mg),
            "draw_ml": str(self.draw_ml),
            "actual_dose_mg": plain(self.actual_dose_mg),
            "difference_mg": plain(self.difference_mg),
            "actual_mg_per_kg": plain(self.actual_mg_per_kg.quantize(_SHOWN)),
            "diluent_ml": str(self.diluent_ml),
            "total_ml": plain(self.total_ml),
            "actual_final_mg_per_ml": plain(self.actual_final_mg_per_ml.quantize(_SHOWN)),
            "rate_ml_per_h": plain(self.rate_ml_per_h),
            "actual_minutes": plain(self.actual_minutes.quantize(_SHOWN)),
            "working": list(self.working),
            "findings": [finding.as_json() for finding in self.findings],
            "policy": self.policy.as_json() if self.policy else None,
        }


def prepare(
    order: DoseOrder, rules: PreparationRules, *, policy: DosingPolicy | None, on_date: date | None
) -> Preparation | tuple[Refusal, ...]:
    """Reckon volumes and rate, or refuse what cannot be made up; policy limits come back as findings."""
    refusals = _impossible(order, rules)
    if refusals:
        return refusals
    step_ml = rules.syringe_graduation_ml
    dose_mg = order.weight_kg * order.dose_mg_per_kg
    draw_ml = to_step(dose_mg / order.vial_mg_per_ml, step_ml)
    total_ml = to_step(dose_mg / order.final_mg_per_ml, step_ml)
    rate_ml_per_h = to_step(total_ml * _MINUTES_PER_HOUR / order.minutes, rules.rate_step_ml_per_h)
    if not draw_ml or not rate_ml_per_h:
        return (_too_fine(rules),)
    actual_dose_mg = draw_ml * order.vial_mg_per_ml
    return Preparation(
        order=order,
        dose_mg=dose_mg,
        draw_ml=draw_ml,
        actual_dose_mg=actual_dose_mg,
        diluent_ml=total_ml - draw_ml,
        total_ml=total_ml,
        rate_ml_per_h=rate_ml_per_h,
        findings=dose_findings(order, rules, policy=policy, on_date=on_date, actual_dose_mg=actual_dose_mg),
        policy=policy.stamp if policy else None,
    )


def to_step(exact: Decimal, step: Decimal) -> Decimal:
    """Round to what can be measured or set; a tie goes down, so that it never gives more."""
    steps = (exact / step).quantize(Decimal(1), rounding=ROUND_HALF_DOWN)
    return steps * step


def _impossible(order: DoseOrder, rules: PreparationRules) -> tuple[Refusal, ...]:
    most = order.vial_mg_per_ml
    reason = f"cannot be above the vial's own {plain(most)} mg/mL"
    if order.vial_mg_per_ml >= rules.dilute_from_mg_per_ml:
        most = order.vial_mg_per_ml * rules.dilute_to_at_most_share
        reason = f"must be {plain(most)} mg/mL or less: {rules.dilute_source.text}"
    if order.final_mg_per_ml <= most:
        return ()
    return (Refusal(field="final_mg_per_ml", reason=f"{plain(order.final_mg_per_ml)} mg/mL {reason}"),)


def _too_fine(rules: PreparationRules) -> Refusal:
    finest = f"{rules.syringe_graduation_ml} mL on the syringe, {rules.rate_step_ml_per_h} mL/h on the pump"
    return Refusal(
        field="dose_mg_per_kg", reason=f"too small to be measured or set; the finest step is {finest}"
    )


def _ordered(preparation: Preparation) -> str:
    order = preparation.order
    each = plain(order.dose_mg_per_kg)
    return f"Dose: {plain(order.weight_kg)} kg × {each} mg/kg = {plain(preparation.dose_mg)} mg"


def _divided(name: str, dose_mg: Decimal, *, by: Decimal, gives: Decimal) -> str:
    return f"{name}: {plain(dose_mg)} mg ÷ {plain(by)} mg/mL = {_rounded(dose_mg / by, gives)} mL"


def _drawn(preparation: Preparation) -> str:
    vial = plain(preparation.order.vial_mg_per_ml)
    actual = plain(preparation.actual_dose_mg)
    difference = _signed(preparation.difference_mg)
    drawn = f"{preparation.draw_ml} mL × {vial} mg/mL = {actual} mg"
    return f"Drawn dose: {drawn} ({difference} mg against the order)"


def _rate(preparation: Preparation) -> str:
    minutes = preparation.order.minutes
    exact = preparation.total_ml * _MINUTES_PER_HOUR / minutes
    shown = _rounded(exact, preparation.rate_ml_per_h)
    return f"Rate: {plain(preparation.total_ml)} mL × 60 ÷ {plain(minutes)} min = {shown} mL/h"


def _rounded(exact: Decimal, rounded: Decimal) -> str:
    if exact == rounded:
        return str(rounded)
    shown = exact.quantize(_SHOWN)
    more = "" if shown == exact else "…"
    return f"{plain(shown)}{more}, rounded to {rounded}"


def _signed(value: Decimal) -> str:
    return f"+{plain(value)}" if value > 0 else plain(value).replace("-", "−")
