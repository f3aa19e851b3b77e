"""Screening on one page: facts, findings, decision."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.screening import actions, queries
from bigsky.clinic.screening.deciding import Second
from bigsky.clinic.screening.forms import DecisionForm
from bigsky.clinic.screening.page import decision_form, facts_form, screening_page
from bigsky.clinic.staff import queries as staff
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act

UNPROCESSABLE = 422


@requires(Act.READ_CHART)
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show what is known, what the rules say, and what was decided."""
    patient_or_404(patient_id)
    note_read(request, patient=patient_id, page="screening:patient")
    return _page(request, patient_id)


@require_POST
@requires(Act.RECORD_FACTS)
def facts(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Write down facts and screen on them."""
    patient_or_404(patient_id)
    at = timezone.now()
    form = facts_form(patient_id, at, request.POST)
    if form.is_valid():
        try:
            actions.screen_on(by=person(request), at=at, patient_id=patient_id, facts=form.facts)
        except actions.FactsError as error:
            form.refuse(error.refusals)
        else:
            return redirect(reverse("screening:patient", args=[patient_id]) + "#findings")
    return _page(request, patient_id, facts_form=form, status=UNPROCESSABLE)


@require_POST
@requires(Act.DECIDE_SCREENING)
def decide(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Decide on a screening."""
    try:
        screening = queries.screening(screening_id)
    except ObjectDoesNotExist as missing:
        raise Http404("There is no such screening.") from missing
    form = decision_form(screening.outcome, request.POST)
    if form.is_valid() and _decided(request, form, screening_id):
        return redirect(reverse("screening:patient", args=[screening.patient_id]) + "#decision")
    return _page(request, screening.patient_id, decision_form=form, status=UNPROCESSABLE)


def _decided(request: HttpRequest, form: DecisionForm, screening_id: UUID) -> bool:
    said = form.cleaned_data
    try:
        actions.decide(
            by=person(request),
            at=timezone.now(),
            screening_id=screening_id,
            decision=said["decision"],
            reason=said["reason"],
            second=_second(said),
        )
    except actions.DecisionError as error:
        form.add_error(error.field, str(error))
        return False
    return True


def _second(said: dict[str, Any]) -> Second | None:
    if not said.get("second_username"):
        return None
    try:
        return staff.user(said["second_username"]), said["second_password"]
    except ObjectDoesNotExist:
        raise actions.DecisionError("second_username", "Nobody here has this name.") from None


def _page(request: HttpRequest, patient_id: UUID, *, status: int = 200, **forms: object) -> HttpResponse:
    page = screening_page(patient_id=patient_id, at=timezone.now(), viewer=person(request), **forms)
    return render(request, "screening/patient.html", page, status=status)
