"""Pages of the follow-up: did it help, what was asked, and asking now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.followup import actions, queries, wording
from bigsky.clinic.followup.forms import AskForm
from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act
from bigsky.pictures.mood_line import mood_line


@requires(Act.READ_CHART)
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show how a person does: mood line, scores, and what was asked."""
    return _patient_page(request, patient_id, AskForm())


@requires(Act.READ_CHART)
@requires(Act.ASK_RATING)
@require_POST
def ask(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Ask now: send the link, or show it once."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _patient_page(request, patient_id, form, status=422)
    found = patient_or_404(patient_id)
    sends = form.cleaned_data["how"] == "send"
    _, token = actions.ask_now(
        by=person(request),
        at=timezone.now(),
        patient_id=found.pk,
        scale_key=form.cleaned_data["scale_key"],
        sends_message=sends,
    )
    if sends:
        messages.success(request, "The link is in the outbox and goes out within the minute.")
        return redirect("followup:patient", patient_id)
    shown = {"patient": found, "address": wording.address_of(token)}
    return render(request, "followup/link.html", shown)


def _patient_page(
    request: HttpRequest, patient_id: UUID, form: AskForm, *, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    found = patient_or_404(patient_id)
    note_read(request, patient=patient_id, page="followup:patient")
    course = queries.course_of(patient_id, at=at)
    history = course.history(at)
    shown = {
        "patient": found,
        "course": course,
        "picture": mood_line(history, picture_id="mood", width=960) if history else None,
        "check_ins": queries.check_ins_of(patient_id, at=at),
        "rules": queries.rules_in_force(at),
        "next_due": queries.next_due(patient_id),
        "form": form,
    }
    return render(request, "followup/patient.html", shown, status=status)
