"""What is done on the run-sheet: each act answers with the run-sheet."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from bigsky.clinic.infusion import actions
from bigsky.clinic.infusion.forms import MonitorForm, ObservationForm, StepForm
from bigsky.clinic.infusion.sheet import sheet_of
from bigsky.clinic.infusion.sheet.steps import Step, step_named
from bigsky.clinic.infusion.views.chair import find, run_sheet, step_forms
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.actions import close_prompt
from bigsky.clinic.staff.pages import person, requires
from bigsky.clinic.staff.roles import Act

_ACTS: dict[str, Callable[..., Any]] = {
    "start": actions.start_infusion,
    "pause": actions.pause_infusion,
    "resume": actions.resume_infusion,
    "rate": actions.change_rate,
    "stop": actions.stop_infusion,
    "flush": actions.flush_line,
    "recovery": actions.begin_recovery,
    "complete": actions.complete_session,
    "cancel": actions.cancel_session,
    "transfer": actions.transfer,
}


@require_POST
@requires(Act.RUN_INFUSION)
def step(request: HttpRequest, session_id: UUID, key: str) -> HttpResponseBase:
    """Record one act at its true time, or say at the form why it cannot be."""
    found, asked, now = find(session_id), step_named(key), timezone.now()
    if asked is None:
        raise Http404
    form = StepForm(request.POST, asks=asked.asks, prefix=key)
    if form.is_valid() and _done(request, asked, form, session_id=session_id, now=now):
        messages.success(request, asked.done)
        return redirect("infusion:session", session_id)
    sheet = sheet_of(found, now)
    steps = step_forms(sheet, (key, form))
    # Meanwhile the state may have moved on, so that this act is not offered any more.
    refusal = "" if any(each["is_open"] for each in steps) else _reason(form)
    return run_sheet(request, sheet, steps=steps, refusal=refusal)


def _done(request: HttpRequest, asked: Step, form: StepForm, *, session_id: UUID, now: datetime) -> bool:
    said = {name: form.cleaned_data[name] for name in asked.asks if name != "happened"}
    if "happened" in asked.asks:
        said["happened_at"] = form.moment(now)
    try:
        _ACTS[asked.key](by=person(request), at=now, session_id=session_id, **said)
    except actions.SessionError as error:
        form.add_error(None, str(error))
        return False
    return True


def _reason(form: StepForm) -> str:
    return " ".join(str(each) for errors in form.errors.values() for each in errors)


@require_POST
@requires(Act.RECORD_OBSERVATION)
def observe(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Keep a set of observations as a person took it."""
    found, form, now = find(session_id), ObservationForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            _observed(request, form, session_id=session_id, now=now)
        except actions.SessionError as error:
            form.add_error("happened", str(error))
        else:
            messages.success(request, "The observations are recorded.")
            return redirect("infusion:session", session_id)
    return run_sheet(request, sheet_of(found, now), observation_form=form)


@transaction.atomic  # a set is kept whole or not at all
def _observed(request: HttpRequest, form: ObservationForm, *, session_id: UUID, now: datetime) -> None:
    for kind, value in form.taken().items():
        actions.record_observation(
            by=person(request),
            at=now,
            session_id=session_id,
            kind=kind,
            value=value,
            observed_at=form.moment(now),
        )


@require_POST
@requires(Act.RECORD_OBSERVATION)
def accept(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Stand for everything the monitor said at one moment."""
    observed_at = _moment(request.POST.get("observed_at", ""))
    actions.accept_observations(
        by=person(request), at=timezone.now(), session_id=find(session_id).pk, observed_at=observed_at
    )
    return redirect("infusion:session", session_id)


@require_POST
@requires(Act.PREPARE_SESSION)
def monitor(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Say which monitor watches this person."""
    found, form, now = find(session_id), MonitorForm(request.POST), timezone.now()
    if form.is_valid():
        device = form.cleaned_data["device"]
        try:
            actions.bind_monitor(by=person(request), at=now, session_id=session_id, device_id=device)
        except actions.SessionError as error:
            form.add_error("device", str(error))
        else:
            messages.success(request, f"{device} now watches this chair.")
            return redirect("infusion:session", session_id)
    return run_sheet(request, sheet_of(found, now), monitor_form=form)


@require_POST
@requires(Act.CLOSE_PROMPT)
def decide(request: HttpRequest, session_id: UUID, prompt_id: UUID) -> HttpResponseBase:
    """Close a prompt with what was decided."""
    found, decision, now = find(session_id), request.POST.get("decision", ""), timezone.now()
    if not prompts.open_in_session(session_id).filter(pk=prompt_id).exists():
        messages.info(request, "This prompt is already closed.")
        return redirect("infusion:session", session_id)
    try:
        close_prompt(by=person(request), at=now, prompt_id=prompt_id, decision=decision)
    except ValueError as error:
        refused = {"refused_prompt": prompt_id, "refusal_of_prompt": str(error)}
        return run_sheet(request, sheet_of(found, now), **refused)
    messages.success(request, "Your decision is recorded.")
    return redirect("infusion:session", session_id)


def _moment(text: str) -> datetime:
    """Read a zoned moment of the page's own making; anything else is no address here."""
    try:
        moment = parse_datetime(text)
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Http404("There is no such moment.")
