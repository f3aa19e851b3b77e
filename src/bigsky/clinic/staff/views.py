"""Who may do what (the permission matrix), and who did what (the audit log)."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.staff import actions, queries
from bigsky.clinic.staff.acts import record
from bigsky.clinic.staff.forms import LogFilter, PersonForm
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import MATRIX, Act, Role

_ON_A_PAGE = 50


@requires(Act.MANAGE_STAFF)
def people(request: HttpRequest) -> HttpResponse:
    """Show who works here and, as one table, what each role may do."""
    return _people_page(request, PersonForm())


@requires(Act.MANAGE_STAFF)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Let a member of staff in, with a first password."""
    form = PersonForm(request.POST)
    if form.is_valid():
        said = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            added = actions.add_user(by=person(request), at=timezone.now(), **said)
        except actions.NameTakenError as refused:
            form.add_error("username", str(refused))
        else:
            messages.success(request, f"{added.display_name} may log in as “{added.username}” from now on.")
            return redirect("staff:people")
    return _people_page(request, form, status=422)


@requires(Act.MANAGE_STAFF)
@require_POST
def retire(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let a member of staff in no more."""
    try:
        retired = actions.retire_user(by=person(request), at=timezone.now(), user_id=user_id)
    except ObjectDoesNotExist as missing:
        raise Http404("Nobody of that number works here.") from missing
    except actions.LastDirectorError as refused:
        messages.error(request, str(refused))
        return _people_page(request, PersonForm(), status=422)
    messages.success(request, f"{retired.display_name} may not log in any more.")
    return redirect("staff:people")


def _people_page(request: HttpRequest, form: PersonForm, *, status: int = 200) -> HttpResponse:
    rows = [{"act": act, "may": [act in MATRIX[role] for role in Role]} for act in Act]
    shown = {"people": queries.everyone(), "roles": list(Role), "rows": rows, "form": form}
    return render(request, "staff/people.html", shown, status=status)


@requires(Act.READ_AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """Show the audit log, narrowed to a patient or a person, and whether the chain is whole."""
    form = LogFilter(request.GET or None)
    narrowed = form.cleaned_data if form.is_valid() else {}
    if narrowed.get("patient"):
        note_read(request, patient=narrowed["patient"], page="audit:log")
    found = audit.narrowed(patient=narrowed.get("patient"), by=narrowed.get("by", ""))
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "count": page.paginator.count,
        "kept": urlencode({name: value for name, value in narrowed.items() if value}),
        "proof": audit.proof() if "verify" in request.GET else None,
    }
    return render(request, "audit/log.html", shown, status=422 if form.errors else 200)


@requires(Act.READ_AUDIT)
def log_file(request: HttpRequest) -> StreamingHttpResponse:
    """Give the whole log as JSON Lines, to be kept and verified elsewhere."""
    record(by=person(request), at=timezone.now(), act="export audit log", subject="audit:file")
    answer = StreamingHttpResponse(_lines(), content_type="application/jsonl")
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.jsonl"'
    return answer


def _lines() -> Iterator[str]:
    for entry in audit.entries():
        yield json.dumps(entry, ensure_ascii=False) + "\n"
