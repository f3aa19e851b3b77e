"""Pages of prompts: what waits, why, and the decision that closes it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.policy.reading import parts_of
from bigsky.clinic.prompts import actions, queries
from bigsky.clinic.prompts.forms import DecisionForm
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act


@requires(Act.CLOSE_PROMPT)
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits: for this person first, then for others."""
    user = person(request)
    mine = list(queries.open_for(user))
    own = {each.pk for each in mine}
    shown = {
        "mine": mine,
        "others": [each for each in queries.still_open() if each.pk not in own],
        "closed": list(queries.lately_closed(limit=15)),
        "escalation": queries.escalation_in_force(timezone.now()),
    }
    return render(request, "prompts/list.html", shown)


@requires(Act.CLOSE_PROMPT)
def prompt(request: HttpRequest, prompt_id: UUID) -> HttpResponse:
    """Show one prompt with its basis one tap away."""
    return _prompt_page(request, prompt_id, DecisionForm())


@requires(Act.CLOSE_PROMPT)
@require_POST
def close(request: HttpRequest, prompt_id: UUID) -> HttpResponse:
    """Close a prompt with what was decided."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.close_prompt(
                by=person(request),
                at=timezone.now(),
                prompt_id=prompt_id,
                decision=form.cleaned_data["decision"],
            )
        except actions.PromptClosedError as refused:
            form.add_error("decision", str(refused))
        else:
            messages.success(request, "Closed, with your decision.")
            return redirect("prompts:list")
    return _prompt_page(request, prompt_id, form, status=422)


def _prompt_page(
    request: HttpRequest, prompt_id: UUID, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    found = queries.prompt_or_none(prompt_id)
    if found is None:
        raise Http404("There is no such prompt.")
    if found.patient_id:
        note_read(request, patient=found.patient_id, page="prompts:prompt")
    shown = {"prompt": found, "basis": parts_of(found.basis), "form": form}
    return render(request, "prompts/prompt.html", shown, status=status)
