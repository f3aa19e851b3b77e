"""The run-sheet: one session in the chair."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.forms import MonitorForm, ObservationForm, StepForm
from bigsky.clinic.infusion.live import live_response
from bigsky.clinic.infusion.sheet import Sheet, sheet_of, steps_of, strip_of
from bigsky.clinic.staff.pages import note_read, requires
from bigsky.clinic.staff.roles import Act

PARTS = ("happening", "missing", "acts", "strip")


@require_GET
@requires(Act.READ_CHART)
def session(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Show one session: what is happening, what is next, what is missing."""
    found = find(session_id)
    note_read(request, patient=found.patient_id, page="run-sheet")
    return run_sheet(request, sheet_of(found, timezone.now()))


@require_GET
@requires(Act.READ_CHART)
def part(request: HttpRequest, session_id: UUID, name: str) -> HttpResponseBase:
    """Show one part of the run-sheet anew, after something changed."""
    if name not in PARTS:
        raise Http404
    sheet = sheet_of(find(session_id), timezone.now())
    return render(request, f"infusion/part_{name}.html", context_of(sheet))


@require_GET
@requires(Act.READ_CHART)
def session_live(request: HttpRequest) -> HttpResponseBase:
    """Stream what is new in the chairs."""
    return live_response(request, Act.READ_CHART)


def run_sheet(request: HttpRequest, sheet: Sheet, **typed: Any) -> HttpResponse:  # noqa: ANN401 - bound forms
    """Show the run-sheet; with a refused form in it the status says so."""
    status = 422 if typed else 200
    return render(request, "infusion/session.html", context_of(sheet) | typed, status=status)


def context_of(sheet: Sheet, refused: tuple[str, StepForm] | None = None) -> dict[str, Any]:
    """Put together what the run-sheet's templates need."""
    return {
        "sheet": sheet,
        "session": sheet.session,
        "patient": sheet.session.patient,
        "steps": step_forms(sheet, refused),
        "observation_form": ObservationForm(),
        "monitor_form": MonitorForm(),
        "strip": strip_of(sheet.session, sheet.at),
        "check": queries.syringe_check_of(sheet.session),
    }


def step_forms(sheet: Sheet, refused: tuple[str, StepForm] | None = None) -> list[dict[str, Any]]:
    """Pair each allowed act with its form; a refused one stays open with what was typed."""
    return [
        {
            "step": step,
            "form": refused[1]
            if refused and refused[0] == step.key
            else StepForm(asks=step.asks, prefix=step.key),
            "is_open": bool(refused and refused[0] == step.key),
            "is_blocked": step.key == "start" and bool(sheet.before_start),
        }
        for step in steps_of(sheet.folded)
    ]


def find(session_id: UUID) -> Any:  # noqa: ANN401 - a session, whose table pages do not name
    """Find a session or answer 404."""
    try:
        return queries.session(session_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
