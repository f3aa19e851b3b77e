"""The inbox of requests, and one request from triage to the booked talk."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from bigsky.clinic.intake import actions, queries
from bigsky.clinic.intake.errors import RequestStateError, SamePersonError
from bigsky.clinic.intake.forms import BookForm, CloseForm, DecisionForm, RegisterForm, TriageForm
from bigsky.clinic.intake.reading import Entry
from bigsky.clinic.scheduling.actions import ChairTakenError
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act

_SAID = {
    "triage": "Triaged.",
    "register": "The chart is open.",
    "book": "The talk is booked.",
    "close": "The request is closed. Its prompt, if there is one, stays open until a physician closes it.",
}

_ACTS: dict[type[DecisionForm], Callable[..., object]] = {
    TriageForm: actions.triage_request,
    RegisterForm: actions.register_person,
    BookForm: actions.book_consultation,
    CloseForm: actions.close_request,
}


@requires(Act.READ_REQUESTS)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """List who waits for an answer, most urgent first."""
    waiting = queries.inbox()
    context = {
        "waiting": waiting,
        "to_ask": sum(each.needs_asking for each in waiting),
        "to_triage": sum(each.next_step == "triage" for each in waiting),
        "settled": queries.settled(),
    }
    return render(request, "intake/inbox.html", context)


@requires(Act.READ_REQUESTS)
def one_request(request: HttpRequest, request_id: UUID) -> HttpResponseBase:
    """Show one request with what is next; take what the clinic decides about it."""
    entry = queries.entry(request_id)
    if entry is None:
        raise Http404
    at = timezone.now()
    if request.method == "POST":
        return _take(request, entry, at)
    note_read(request, patient=entry.request.patient_id, page="intake:request")
    return _page(request, entry, _form(entry.next_step, entry, at=at))


def _take(request: HttpRequest, entry: Entry, at: datetime) -> HttpResponse:
    name = request.POST.get("act", "")
    form = _form(name, entry, at=at, data=request.POST)
    if form is None:
        raise Http404
    if name not in {entry.next_step, "close"} or not entry.request.is_waiting:
        messages.error(request, f"Nothing was changed: this request is {entry.request.state}.")
        return _page(request, entry, _form(entry.next_step, entry, at=at), status=409)
    if not form.is_valid() or not _is_done(request, entry, form, at=at):
        closing = form if name == "close" else None
        shown = _form(entry.next_step, entry, at=at) if closing else form
        return _page(request, entry, shown, closing=closing, status=422)
    messages.success(request, _SAID[name])
    return redirect("intake:request", entry.request.pk)


def _page(
    request: HttpRequest,
    entry: Entry,
    form: DecisionForm | None,
    *,
    closing: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"entry": entry, "asked": entry.request, "form": form, "closing": closing or CloseForm()}
    return render(request, "intake/request.html", context, status=status)


def _form(name: str, entry: Entry, *, at: datetime, data: QueryDict | None = None) -> DecisionForm | None:
    match name:
        case "triage":
            return TriageForm(data)
        case "register":
            return RegisterForm(data, twin=queries.twin(entry))
        case "book":
            return BookForm(data, at=at)
        case "close":
            return CloseForm(data)
        case _:
            return None


def _is_done(request: HttpRequest, entry: Entry, form: DecisionForm, *, at: datetime) -> bool:
    try:
        _ACTS[type(form)](by=person(request), at=at, request_id=entry.request.pk, **form.decision())
    except ChairTakenError as taken:
        form.add_error("time", f"{taken} Choose another time or another clinician.")
    except (RequestStateError, SamePersonError) as refused:
        form.add_error(None, str(refused))
    else:
        return True
    return False
