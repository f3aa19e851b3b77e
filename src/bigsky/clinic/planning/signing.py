"""What holds a signature back."""

from datetime import datetime

from bigsky.clinic.planning.content import PlanError, policy_label
from bigsky.clinic.planning.models import TreatmentPlan
from bigsky.clinic.screening.queries import may_proceed
from bigsky.ketamine.vocabulary.refusal import Refusal


def refuse_to_sign(plan: TreatmentPlan, *, at: datetime, reason: str) -> None:
    """Hold back unless this draft still fits the screening, the policy and its limits."""
    refusal = _refusal(plan, at=at, reason=reason)
    if refusal:
        raise PlanError(refusal)


def needs_reason(plan: TreatmentPlan) -> bool:
    """Say whether a relative limit is crossed or unknown: then a clinician says why."""
    return any(
        finding["force"] == "relative" and finding["verdict"] != "met" for finding in plan.content["findings"]
    )


def _refusal(plan: TreatmentPlan, *, at: datetime, reason: str) -> Refusal | None:
    if plan.is_signed:
        return Refusal(field="plan", reason="This plan is already signed; draft a new one to change it.")
    if not may_proceed(plan.patient_id):
        return Refusal(
            field="plan", reason="The latest screening is not decided “proceed”; nothing was signed."
        )
    if plan.content["policies"]["dosing"] != policy_label("dosing", at):
        return Refusal(field="plan", reason="The dosing policy changed since this draft: draft it again.")
    for finding in plan.content["findings"]:
        if finding["force"] == "absolute" and finding["verdict"] != "met":
            return Refusal(field="plan", reason=f"{finding['reason']}. This cannot be signed.")
    if needs_reason(plan) and not reason.strip():
        return Refusal(
            field="reason", reason="A limit is crossed: say why this dose is right for this person."
        )
    return None
