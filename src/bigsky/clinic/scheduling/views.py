"""The chairs of the clinic."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.scheduling import actions, queries
from bigsky.clinic.scheduling.forms import ChairForm
from bigsky.clinic.staff.pages import person, requires
from bigsky.clinic.staff.roles import Act


@requires(Act.MANAGE_STAFF)
def chairs(request: HttpRequest) -> HttpResponse:
    """List the chairs."""
    return _chairs_page(request, ChairForm())


@requires(Act.MANAGE_STAFF)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Set up a chair."""
    form = ChairForm(request.POST)
    if form.is_valid():
        try:
            added = actions.add_chair(by=person(request), at=timezone.now(), **form.cleaned_data)
        except actions.CodeTakenError as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, f"{added.name} can be used from now on.")
            return redirect("scheduling:chairs")
    return _chairs_page(request, form, status=422)


def _chairs_page(request: HttpRequest, form: ChairForm, *, status: int = 200) -> HttpResponse:
    shown = {"chairs": queries.chairs(), "form": form}
    return render(request, "scheduling/chairs.html", shown, status=status)
