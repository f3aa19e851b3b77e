"""Planning on one page: weight, dose, working, curve, signature."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.planning import actions, queries
from bigsky.clinic.planning.forms import PlanForm, SignForm
from bigsky.clinic.planning.page import planning_page, preview
from bigsky.clinic.planning.signing import needs_reason
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act

UNPROCESSABLE = 422


@requires(Act.READ_CHART)
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show the plan in force, the draft that waits for a signature, and the form for a new one."""
    patient_or_404(patient_id)
    note_read(request, patient=patient_id, page="planning:patient")
    return _page(request, patient_id)


@require_POST
@requires(Act.DRAFT_PLAN)
def draft(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Preview a plan, or save it as a draft."""
    sex, at = queries.sex_at_birth(patient_or_404(patient_id).pk), timezone.now()
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, patient_id, plan_form=form, status=UNPROCESSABLE)
    try:
        if request.POST.get("act") != "save":
            shown = preview(form.cleaned_data, sex=sex, at=at)
            return _page(request, patient_id, plan_form=form, shown_preview=shown)
        actions.draft_plan(by=person(request), at=at, patient_id=patient_id, **form.cleaned_data)
    except actions.PlanError as error:
        form.refuse(error)
        return _page(request, patient_id, plan_form=form, status=UNPROCESSABLE)
    return redirect("planning:patient", patient_id)


@require_POST
@requires(Act.SIGN_PLAN)
def sign(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Sign a draft with the password."""
    try:
        plan = queries.plan(plan_id)
    except ObjectDoesNotExist as missing:
        raise Http404("There is no such plan.") from missing
    form = SignForm(request.POST, needs_reason=needs_reason(plan))
    if form.is_valid():
        try:
            actions.sign_plan(by=person(request), at=timezone.now(), plan_id=plan_id, **form.cleaned_data)
        except actions.PlanError as error:
            for refusal in error.refusals:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.reason)
        except PermissionDenied as refusal:
            form.add_error("password", str(refusal))
        else:
            messages.success(request, "Signed: this plan is in force.")
            return redirect("planning:patient", plan.patient_id)
    return _page(request, plan.patient_id, sign_form=form, status=UNPROCESSABLE)


def _page(
    request: HttpRequest,
    patient_id: UUID,
    *,
    status: int = 200,
    plan_form: PlanForm | None = None,
    **shown: object,
) -> HttpResponse:
    page = planning_page(
        patient_id=patient_id, at=timezone.now(), viewer=person(request), plan_form=plan_form, **shown
    )
    return render(request, "planning/patient.html", page, status=status)
