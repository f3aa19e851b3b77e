"""Pages of policy: what is in force, what is only an example, and who signed it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bigsky.clinic.policy import actions, checking, queries, reading
from bigsky.clinic.policy.forms import ContentForm, SignForm
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.pages import person, requires
from bigsky.clinic.staff.roles import Act


@requires(Act.READ_CHART)
def every_kind(request: HttpRequest) -> HttpResponse:
    """List each kind of policy: what is in force, and its versions."""
    at = timezone.now()
    kinds = [
        {"kind": kind, "in_force": queries.in_force(kind, at), "versions": list(queries.versions(kind))}
        for kind in queries.kinds()
    ]
    missing = [each["kind"] for each in kinds if each["in_force"] is None]
    return render(request, "policy/list.html", {"kinds": kinds, "missing": missing})


@requires(Act.READ_CHART)
def policy(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """Show one version: its figures with their sources, its signature, what it changed."""
    return _policy_page(request, policy_id, SignForm())


@requires(Act.SIGN_POLICY)
@require_POST
def sign(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """Put a version in force with the medical director's password."""
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            signed = actions.sign_policy(
                by=person(request),
                at=timezone.now(),
                policy_id=policy_id,
                password=form.cleaned_data["password"],
            )
        except (actions.AlreadySignedError, actions.BrokenPolicyError) as refused:
            form.add_error(None, str(refused))
        except PermissionDenied as refused:
            form.add_error("password", str(refused))
        else:
            messages.success(request, f"{signed} is in force from now on.")
            return redirect("policy:policy", policy_id)
    return _policy_page(request, policy_id, form, status=422)


@requires(Act.READ_CHART)
def example(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the example that ships; it is never in force."""
    content = _example_or_404(kind)
    shown = {"kind": kind, "content": content, "parts": reading.parts_of(content)}
    return render(request, "policy/example.html", shown)


@requires(Act.SIGN_POLICY)
@require_POST
def draft(request: HttpRequest, kind: str) -> HttpResponse:
    """Draft a new version from the example that ships."""
    drafted = actions.draft_policy(
        by=person(request), at=timezone.now(), kind=kind, content=_example_or_404(kind)
    )
    messages.info(request, f"{drafted} is drafted. It is not in force until it is signed.")
    return redirect("policy:policy", drafted.pk)


@requires(Act.SIGN_POLICY)
def edit(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """Change the figures of a version; what is saved is a new draft, and this version stays as it is."""
    found = _policy_or_404(policy_id)
    form = ContentForm(request.POST or None, kind=found.kind, content=found.content)
    if request.method == "POST" and form.is_valid():
        drafted = _drafted(form, by=person(request), kind=found.kind)
        if drafted is not None:
            messages.info(request, f"{drafted} is drafted. Compare it, then sign it.")
            return redirect("policy:policy", drafted.pk)
    status = 422 if form.errors else 200
    return render(request, "policy/edit.html", {"policy": found, "form": form}, status=status)


def _drafted(form: ContentForm, *, by: User, kind: str) -> Any:  # noqa: ANN401 - a policy, whose table no page touches
    if not form.has_changed():
        form.add_error(None, "Nothing was changed, so nothing was drafted.")
        return None
    try:
        return actions.draft_policy(by=by, at=timezone.now(), kind=kind, content=form.content())
    except actions.BrokenPolicyError as refused:
        form.refuse(refused)
        return None


def _example_or_404(kind: str) -> dict[str, object]:
    content = queries.example(kind)
    if content is None:
        raise Http404(f"No example ships for {kind}.")
    return content


def _policy_or_404(policy_id: UUID) -> Any:  # noqa: ANN401 - as above
    found = queries.policy_or_none(policy_id)
    if found is None:
        raise Http404("There is no such version.")
    return found


def _policy_page(request: HttpRequest, policy_id: UUID, form: SignForm, *, status: int = 200) -> HttpResponse:
    found = _policy_or_404(policy_id)
    before = queries.compared_with(found, timezone.now())
    shown = {
        "policy": found,
        "parts": reading.parts_of(found.content),
        "before": before,
        "differences": reading.differences(before["content"], found.content),
        "problems": [] if found.signature else checking.problems(found.kind, found.content),
        "is_in_force": queries.in_force(found.kind, timezone.now()) == found,
        "is_as_signed": queries.is_as_signed(found),
        "form": form,
    }
    return render(request, "policy/policy.html", shown, status=status)
