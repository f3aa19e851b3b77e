"""What the planning page shows: the plan in force, the draft to sign, the form with its preview, history."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.planning import queries
from bigsky.clinic.planning.content import NUMBER_FIELDS, bases_of, numbers_of, plan_content, policy_label
from bigsky.clinic.planning.forecast import forecast
from bigsky.clinic.planning.forms import PlanForm, SignForm
from bigsky.clinic.planning.signing import needs_reason
from bigsky.clinic.screening import queries as screening
from bigsky.clinic.signatures.content import content_hash
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may
from bigsky.ketamine.vocabulary.quantities import plain


def planning_page(
    *, patient_id: UUID, at: datetime, viewer: User, plan_form: PlanForm | None = None, **shown: object
) -> dict[str, Any]:
    """Gather the whole page; `plan_form` and `shown` replace the empty parts after an entry."""
    plans = list(queries.plans_of(patient_id))
    in_force = queries.current_plan(patient_id)
    draft = plans[0] if plans and not plans[0].is_signed else None
    may_sign = may(viewer.role, Act.SIGN_PLAN)
    return {
        "patient": patient_or_404(patient_id),
        "in_force": _shown(in_force.content, name="in-force") if in_force else None,
        "plan_in_force": in_force,
        "draft": _shown(draft.content, name="draft") if draft else None,
        "draft_plan": draft,
        "may_proceed": screening.may_proceed(patient_id),
        "missing": _missing(patient_id, at),
        "plan_form": plan_form or (PlanForm(initial=_initial(patient_id)) if may_sign else None),
        "sign_form": SignForm(needs_reason=needs_reason(draft)) if draft and may_sign else None,
        "earlier": [plan for plan in plans if plan not in (in_force, draft)],
        **shown,
    }


def preview(wish: Mapping[str, Any], *, sex: str, at: datetime) -> dict[str, Any]:
    """Reckon without writing: the three weights with their doses, and the plan once a weight is chosen.

    Raises:
        PlanError: something typed is impossible, or cannot be made up.
    """
    numbers = numbers_of(wish)
    shown = _bases(bases_of(numbers, sex=sex).as_json(), numbers["dose_mg_per_kg"] or Decimal(0))
    if not wish.get("weight_basis"):
        return {"bases": shown}
    return {"bases": shown, "preview": _shown(plan_content(wish, sex=sex, at=at), name="preview")}


def _shown(content: Mapping[str, Any], *, name: str) -> dict[str, Any]:
    return {
        "content": content,
        "hash": content_hash(dict(content)),
        "forecast": forecast(content, picture_id=f"curve-{name}"),
        "bases": _bases(content["weight_bases"], Decimal(content["dose_mg_per_kg"])),
    }


def _bases(raw: Mapping[str, Any], dose_mg_per_kg: Decimal) -> dict[str, Any]:
    rows = [
        {**each, "dose_mg": plain(Decimal(each["weight_kg"]) * dose_mg_per_kg) if each["weight_kg"] else None}
        for each in raw["bases"]
    ]
    return {"rows": rows, "spread_percent": round(Decimal(raw["spread"]) * 100)}


def _initial(patient_id: UUID) -> dict[str, Any]:
    """Begin with the last order and the weight on the fact sheet; the basis is chosen anew every time."""
    newest = queries.plans_of(patient_id).first()
    order = {name: newest.content[name] for name in NUMBER_FIELDS} if newest else {}
    facts = screening.facts_of(patient_id)
    return order | {name: facts[name] for name in ("weight_kg", "height_cm") if name in facts}


def _missing(patient_id: UUID, at: datetime) -> list[str]:
    missing = [] if screening.may_proceed(patient_id) else ["A screening decided “proceed”"]
    return missing + [
        f"A signed {kind} policy" for kind in ("dosing", "monitoring") if not policy_label(kind, at)
    ]
