"""The public pages: an honest answer, and a request in three short steps."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bigsky.clinic.evidence import queries as evidence
from bigsky.clinic.intake import actions as intake
from bigsky.clinic.intake.drafts import DraftFacts
from bigsky.clinic.intake.errors import RequestIncompleteError, RequestStateError
from bigsky.clinic.public import draft
from bigsky.clinic.public.forms import AboutYou, Living, StepForm, WhenYouCanCome
from bigsky.clinic.staff.actions import system_user

LAST_STEP = 3
_TITLES = {1: "About you", 2: "What you are living with", 3: "When you can come"}
_TOO_FAST = "This came faster than a person can write. Please wait a moment and press the button again."


@login_not_required
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Say what is known, how surely, and what is not."""
    return render(request, "public/answer.html", {"answer": evidence.public_answer()})


@login_not_required
@never_cache
@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """Begin, or go on where this browser left off."""
    return redirect("public:step", number=_furthest(draft.mine(request.session)))


@login_not_required
@never_cache
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Show one of the three steps, keep what is written, go on to the next."""
    written = draft.mine(request.session)
    if number > _furthest(written):
        return _where_they_are(request, written)
    at = timezone.now()
    if request.method != "POST":
        draft.note_opened(request.session, at)
        return _page(request, number, _form(number, written, at=at))
    if draft.is_over_the_limit(request.session, at):
        return render(request, "public/too_many.html", status=429)
    form = _form(number, written, at=at, data=request.POST)
    if form.is_valid() and written is None and draft.is_faster_than_a_person(request.session, at):
        form.add_error(None, _TOO_FAST)
    return (
        _keep(request, number, form, at=at) if form.is_valid() else _page(request, number, form, status=422)
    )


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Give the reference code and say what happens next."""
    done = draft.sent(request.session)
    return render(request, "public/sent.html", {"sent": done}) if done else redirect("public:request")


@login_not_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take this browser's way to the draft away, for whoever uses it next."""
    draft.forget(request.session)
    messages.info(request, "This browser no longer knows what you wrote.")
    return redirect("public:answer")


def _furthest(written: DraftFacts | None) -> int:
    if written is None:
        return 1
    return LAST_STEP if written.get("concern") else 2


def _where_they_are(request: HttpRequest, written: DraftFacts | None) -> HttpResponse:
    # A second press on "Send" finds the draft gone: it was sent.
    if request.method == "POST" and written is None and draft.sent(request.session):
        return redirect("public:sent")
    return redirect("public:step", number=_furthest(written))


def _form(
    number: int, written: DraftFacts | None, *, at: datetime, data: QueryDict | None = None
) -> StepForm:
    initial = dict(written or {})
    if number == 1:
        return AboutYou(data, initial=initial, today=timezone.localdate(at))
    if number == LAST_STEP:
        # Consent is given by a tick, never by an old tick.
        return WhenYouCanCome(data, initial={**initial, "may_contact": False})
    return Living(data, initial=initial)


def _page(request: HttpRequest, number: int, form: StepForm, *, status: int = 200) -> HttpResponse:
    written = draft.mine(request.session)
    context = {
        "form": form, "number": number, "last": LAST_STEP, "title": _TITLES[number], "written": written,
        "is_loud": number == LAST_STEP and written is not None and written.get("self_harm_now") != "no",
    }  # fmt: skip
    return render(request, "public/step.html", context, status=status)


def _keep(request: HttpRequest, number: int, form: StepForm, *, at: datetime) -> HttpResponse:
    try:
        saved = intake.save_draft(
            by=system_user("public-site"), at=at, request_id=draft.id_of(request.session), **form.facts()
        )
    except RequestStateError:
        # Pressed twice at the same moment: the other press has sent it.
        return redirect("public:sent")
    if number < LAST_STEP:
        draft.keep(request.session, saved.pk)
        return redirect("public:step", number=number + 1)
    try:
        done = intake.submit_request(by=system_user("public-site"), at=at, request_id=saved.pk)
    except RequestStateError:
        return redirect("public:sent")
    except RequestIncompleteError as still_needed:
        messages.error(request, str(still_needed))
        return redirect("public:step", number=1)
    draft.note_sent(request.session, code=done.code, may_be_in_crisis=done.may_be_in_crisis)
    return redirect("public:sent")
