"""Every write of planning."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from bigsky.clinic.planning import queries
from bigsky.clinic.planning.content import PlanError, plan_content
from bigsky.clinic.planning.models import TreatmentPlan
from bigsky.clinic.planning.signing import refuse_to_sign
from bigsky.clinic.signatures.actions import sign
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act

__all__ = ["PlanError", "draft_plan", "sign_plan"]

Number = Decimal | str


@clinical_act(Act.DRAFT_PLAN)
def draft_plan(  # noqa: PLR0913 - one dose has this many numbers
    *,
    by: User,
    at: datetime,
    patient_id: UUID,
    weight_basis: str,
    weight_kg: Number,
    height_cm: Number | None = None,
    dose_mg_per_kg: Number,
    minutes: Number,
    vial_mg_per_ml: Number,
    final_mg_per_ml: Number,
    dead_volume_ml: Number = "0",
) -> TreatmentPlan:
    """Write down a plan with its working; it is not in force until it is signed.

    Raises:
        PlanError: a number is impossible or cannot be made up; `refusals` name the fields.
    """
    wish = {
        "weight_basis": weight_basis,
        "weight_kg": weight_kg,
        "height_cm": height_cm,
        "dose_mg_per_kg": dose_mg_per_kg,
        "minutes": minutes,
        "vial_mg_per_ml": vial_mg_per_ml,
        "final_mg_per_ml": final_mg_per_ml,
        "dead_volume_ml": dead_volume_ml,
    }
    content = plan_content(wish, sex=queries.sex_at_birth(patient_id), at=at)
    plan = TreatmentPlan.objects.create(patient_id=patient_id, content=content, drafted_at=at, drafted_by=by)
    detail = {name: content[name] for name in ("actual_dose_mg", "weight_basis", "rate_ml_per_h", "minutes")}
    record(by=by, at=at, act="draft plan", subject=plan, patient=patient_id, detail=detail)
    return plan


@clinical_act(Act.SIGN_PLAN)
def sign_plan(*, by: User, at: datetime, plan_id: UUID, password: str, reason: str = "") -> TreatmentPlan:
    """Put a plan in force and supersede the one before it.

    Raises:
        PlanError: screening does not say proceed, a limit forbids it, or a reason is needed and missing.
        PermissionDenied: the password is not theirs.
    """
    plan = TreatmentPlan.objects.select_for_update().get(pk=plan_id)
    refuse_to_sign(plan, at=at, reason=reason)
    in_force = TreatmentPlan.objects.filter(
        patient_id=plan.patient_id, signed_at__isnull=False, superseded_at__isnull=True
    )
    in_force.update(superseded_at=at)
    plan.signature = sign(
        by=by, at=at, password=password, meaning="approved", subject=plan, content=plan.content
    )
    plan.signed_at, plan.reason = at, reason.strip()
    plan.save()
    detail = {"content_hash": plan.signature.content_hash, "reason": plan.reason}
    record(by=by, at=at, act="sign plan", subject=plan, patient=plan.patient_id, detail=detail)
    return plan
