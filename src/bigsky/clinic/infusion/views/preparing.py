"""Before the pump: the chair, and the second person's check."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from bigsky.clinic.infusion import actions, queries
from bigsky.clinic.infusion.forms import PrepareForm, SecondCheckForm
from bigsky.clinic.infusion.views.chair import find
from bigsky.clinic.patients import queries as patients
from bigsky.clinic.planning import queries as planning
from bigsky.clinic.scheduling import queries as scheduling
from bigsky.clinic.staff import queries as staff
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine.vocabulary.refusal import Refusal


@requires(Act.PREPARE_SESSION)
def prepare(request: HttpRequest, patient_id: UUID) -> HttpResponseBase:
    """Open a session in a chair, with the plan to prepare from."""
    patient, now = _patient(patient_id), timezone.now()
    form = PrepareForm(request.POST or None, chairs=_free_chairs())
    if request.method == "POST" and form.is_valid():
        try:
            opened = _opened(request, form, patient_id)
        except actions.SessionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The session is open. Now the second person checks the syringe.")
            return redirect("infusion:session", opened.pk)
    if request.method == "GET":
        note_read(request, patient=patient_id, page="prepare session")
    context = {
        "patient": patient,
        "form": form,
        "plan": planning.current_plan(patient_id),
        "is_watched": queries.monitoring_policy(now) is not None,
        "running": queries.of_patient(patient_id).filter(phase__in=queries.LIVE_PHASES).first(),
    }
    return render(request, "infusion/prepare.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: PrepareForm, patient_id: UUID) -> Any:  # noqa: ANN401 - a session
    now, by = timezone.now(), person(request)
    opened = actions.prepare_session(
        by=by, at=now, patient_id=patient_id, chair_code=form.cleaned_data["chair"]
    )
    if device := form.cleaned_data["device"]:
        try:
            actions.bind_monitor(by=by, at=now, session_id=opened.pk, device_id=device)
        except actions.MonitorTakenError as error:
            messages.warning(request, str(error))
    return opened


def _free_chairs() -> list[tuple[str, str]]:
    taken = {each.chair_code for each in queries.open_sessions()}
    return [(each.code, each.name) for each in scheduling.chairs() if each.code not in taken]


@requires(Act.RUN_INFUSION)
def second_check(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Let a second person enter what they read themselves; the plan's numbers are not on this page."""
    found = find(session_id)
    form = SecondCheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _checked(request, form, session_id):
        messages.success(request, "Both persons have the same figures. The syringe is checked.")
        return redirect("infusion:session", session_id)
    context = {"session": found, "patient": found.patient, "form": form}
    return render(request, "infusion/second_check.html", context, status=422 if form.errors else 200)


def _checked(request: HttpRequest, form: SecondCheckForm, session_id: UUID) -> bool:
    said = dict(form.cleaned_data)
    try:
        checker = staff.user(said.pop("second_checker"))
    except User.DoesNotExist:
        form.add_error("second_checker", "Nobody here has this user name.")
        return False
    try:
        answer = actions.confirm_syringe(
            by=person(request),
            at=timezone.now(),
            session_id=session_id,
            second_checker=checker,
            password=said.pop("password"),
            figures=said,
        )
    except actions.SessionError as error:
        form.add_error(None, str(error))
        return False
    if isinstance(answer, Refusal):
        form.add_error(None, answer.reason)
        return False
    return True


def _patient(patient_id: UUID) -> Any:  # noqa: ANN401 - a patient, whose table is another room's
    try:
        return patients.patient(patient_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
