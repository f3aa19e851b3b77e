"""What clinic policy and the market say of an ordered dose: findings, never silent branches."""

from datetime import date
from decimal import Decimal

from bigsky.ketamine.planning.order import DoseOrder, DosingPolicy, PreparationRules
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.quantities import plain

BASIS_SOURCE = Citation(
    text="The weight basis must be an explicit stored choice: for one man of 120 kg the dose spreads by 64 %",
    trust=Trust.CALCULATED,
)
NO_POLICY = Citation(text="Thresholds are clinic policy; none is in force", trust=Trust.ASSUMED)


def dose_findings(
    order: DoseOrder,
    rules: PreparationRules,
    *,
    policy: DosingPolicy | None,
    on_date: date | None,
    actual_dose_mg: Decimal,
) -> tuple[Finding, ...]:
    """Answer every dose rule; without a policy in force the limits are unknown, not passed."""
    about_the_order = (weight_basis_is_chosen(order), vial_is_marketed(order, rules))
    if policy is None or on_date is None or not policy.stamp.is_active_on(on_date):
        return (*about_the_order, _no_policy(policy))
    # Rounding to the syringe may lift the drawn dose: the hard limit holds for what is really given.
    highest = max(order.dose_mg_per_kg, actual_dose_mg / order.weight_kg)
    return (
        *about_the_order,
        dose_is_within_soft_limit(order.dose_mg_per_kg, policy),
        dose_is_within_hard_limit(highest, policy),
    )


def weight_basis_is_chosen(order: DoseOrder) -> Finding:
    """Hold the order to an explicit choice of weight."""
    known = order.weight_basis is not None
    return Finding(
        rule_id="weight_basis_is_chosen",
        verdict=Verdict.MET if known else Verdict.UNKNOWN,
        force=Force.RELATIVE,
        reason=f"Reckoned on {order.weight_basis} weight" if known else "Nobody said which weight this is",
        source=BASIS_SOURCE,
        missing=() if known else ("weight_basis",),
    )


def vial_is_marketed(order: DoseOrder, rules: PreparationRules) -> Finding:
    """Compare the vial with those on the market: a slip of ten shows here first."""
    is_known = order.vial_mg_per_ml in rules.marketed_vials_mg_per_ml
    vials = ", ".join(plain(each) for each in rules.marketed_vials_mg_per_ml)
    verb = "is" if is_known else "is not"
    return Finding(
        rule_id="vial_is_marketed",
        verdict=Verdict.MET if is_known else Verdict.NOT_MET,
        force=Force.RELATIVE,
        reason=f"{plain(order.vial_mg_per_ml)} mg/mL {verb} one of the marketed {vials} mg/mL",
        source=rules.marketed_source,
    )


def dose_is_within_soft_limit(mg_per_kg: Decimal, policy: DosingPolicy) -> Finding:
    """Ask a clinician for a reason above the soft limit."""
    return _within("dose_is_within_soft_limit", mg_per_kg, limit=policy.soft_mg_per_kg, policy=policy)


def dose_is_within_hard_limit(mg_per_kg: Decimal, policy: DosingPolicy) -> Finding:
    """Stop above the hard limit unless two people override it with reason."""
    return _within("dose_is_within_hard_limit", mg_per_kg, limit=policy.hard_mg_per_kg, policy=policy)


def _within(rule_id: str, mg_per_kg: Decimal, *, limit: Decimal, policy: DosingPolicy) -> Finding:
    within = mg_per_kg <= limit
    relation = "at or below" if within else "above"
    shown = plain(mg_per_kg.quantize(Decimal("0.0001")))
    return Finding(
        rule_id=rule_id,
        verdict=Verdict.MET if within else Verdict.NOT_MET,
        force=Force.ABSOLUTE if "hard" in rule_id else Force.RELATIVE,
        reason=f"{shown} mg/kg is {relation} {plain(limit)} mg/kg ({policy.stamp.label})",
        source=policy.stamp.source,
    )


def _no_policy(policy: DosingPolicy | None) -> Finding:
    shown = f"{policy.stamp.label} is not in force" if policy else "No dosing policy is in force"
    return Finding(
        rule_id="dosing_policy_is_in_force",
        verdict=Verdict.UNKNOWN,
        force=Force.ABSOLUTE,
        reason=f"{shown}: dose limits are not being watched",
        source=policy.stamp.source if policy else NO_POLICY,
        missing=("dosing_policy",),
    )
