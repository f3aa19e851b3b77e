"""Going home, and harm that came to somebody in the chair."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.infusion.forms import DischargeForm, HarmForm
from bigsky.clinic.infusion.sheet import sheet_of
from bigsky.clinic.infusion.views.chair import find
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act


@requires(Act.DISCHARGE_PATIENT)
def discharge(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Ask every criterion; nothing is ticked beforehand, and what is not known blocks."""
    found, now = find(session_id), timezone.now()
    form = DischargeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _discharged(request, form, session_id):
        messages.success(request, "The discharge is recorded.")
        return redirect("infusion:session", session_id)
    if request.method == "GET":
        note_read(request, patient=found.patient_id, page="discharge")
    answers = form.answers() if form.is_bound and hasattr(form, "cleaned_data") else {}
    context = {
        "session": found,
        "patient": found.patient,
        "form": form,
        "answer": queries.discharge_answer(found, answers, now).as_json(),
        "sheet": sheet_of(found, now),
    }
    return render(request, "infusion/discharge.html", context, status=422 if form.errors else 200)


def _discharged(request: HttpRequest, form: DischargeForm, session_id: UUID) -> bool:
    try:
        actions.discharge(
            by=person(request),
            at=timezone.now(),
            session_id=session_id,
            checklist=form.answers(),
            escort_name=form.cleaned_data["escort_name"],
        )
    except actions.SessionError as error:
        form.add_error(None, str(error))
        return False
    return True


@requires(Act.RUN_INFUSION)
def harm(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Record harm: how intense it was, and apart from that what its consequence is."""
    found, now = find(session_id), timezone.now()
    form = HarmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in form.fields if name != "happened"}
        try:
            actions.record_adverse_event(
                by=person(request), at=now, session_id=session_id, onset_at=form.moment(now), **said
            )
        except actions.SessionError as error:
            form.add_error("happened", str(error))
        else:
            messages.success(request, "The adverse event is recorded.")
            return redirect("infusion:session", session_id)
    context = {"session": found, "patient": found.patient, "form": form}
    return render(request, "infusion/harm.html", context, status=422 if form.errors else 200)
