"""The patient's questionnaire, reached by a link, and the nurse's."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.ratings import actions, queries
from bigsky.clinic.ratings.forms import AnswersForm, RecordForm
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine.scales.registry import scale_named
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.vocabulary.refusal import Refusal

UNPROCESSABLE = 422
ByToken = Callable[[HttpRequest, str], HttpResponse]


def _keeps_the_link_to_itself(view: ByToken) -> ByToken:
    @wraps(view)
    def show(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return show


# Whoever holds the link may answer: no session that a foreign page could abuse, no cookie needed.
@csrf_exempt
@login_not_required
@never_cache
@_keeps_the_link_to_itself
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a patient, once; what is left open is asked about once more, then taken as it is."""
    at = timezone.now()
    link = queries.link_by_token(token, at)
    if link is None:
        return _no_longer(request, token)
    form = AnswersForm(_scale(link.scale_key), request.POST if request.method == "POST" else None)
    page = {"form": form, "scale": form.scale, "given_name": link.patient.given_name, "recall": link.recall}
    if request.method != "POST":
        return render(request, "ratings/answer.html", page)
    if not form.is_valid():
        return render(request, "ratings/answer.html", page, status=UNPROCESSABLE)
    by = system_user("patient-link")
    try:
        if form.asks_again:
            heeded = actions.heed_answers(by=by, at=at, token=token, answers=form.answers)
            page |= {"asks_again": True, "needs_help": bool(heeded.findings)}
            return render(request, "ratings/answer.html", page, status=UNPROCESSABLE)
        given = actions.answer_link(by=by, at=at, token=token, answers=form.answers)
    except actions.LinkSpentError:
        return _no_longer(request, token)
    return redirect("ratings:thank-you-with-help" if given.findings else "ratings:thank-you")


@login_not_required
def thank_you(request: HttpRequest) -> HttpResponse:
    """Say that the answers arrived."""
    return render(request, "ratings/thank_you.html")


@login_not_required
def thank_you_with_help(request: HttpRequest) -> HttpResponse:
    """Say that the answers arrived, and where help is, now."""
    return render(request, "ratings/thank_you.html", {"needs_help": True})


@requires(Act.RECORD_RATING)
def record(request: HttpRequest, patient_id: UUID, scale_key: str) -> HttpResponse:
    """Write down what a patient answers in person."""
    patient, scale = patient_or_404(patient_id), _scale(scale_key)
    form = RecordForm(scale, request.POST if request.method == "POST" else None)
    page = {"form": form, "scale": scale, "patient": patient}
    if request.method != "POST":
        note_read(request, patient=patient.pk, page="ratings:record")
        return render(request, "ratings/record.html", page)
    if not form.is_valid() or form.asks_again:
        page["asks_again"] = form.is_valid()
        return render(request, "ratings/record.html", page, status=UNPROCESSABLE)
    given = actions.record_rating(
        by=person(request),
        at=timezone.now(),
        patient_id=patient.pk,
        scale_key=scale.key,
        answers=form.answers,
        occasion=form.cleaned_data["occasion"],
    )
    return redirect("ratings:rating", given.pk)


@requires(Act.READ_CHART)
def rating(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """Show one rating: its score, its answers, and what must be followed up."""
    try:
        given = queries.rating(rating_id)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    note_read(request, patient=given.patient.pk, page="ratings:rating")
    scale = _scale(given.scale_key)
    words: dict[int | None, str] = {
        option.value: option.text for item in scale.items for option in item.options
    }
    pairs = [
        (item.text, value, words.get(value)) for item, value in zip(scale.items, given.answers, strict=True)
    ]
    return render(
        request,
        "ratings/rating.html",
        {"rating": given, "patient": given.patient, "scale": scale, "pairs": pairs},
    )


def _no_longer(request: HttpRequest, token: str) -> HttpResponse:
    was_asked = queries.was_asked(token)
    return render(
        request, "ratings/no_longer.html", {"was_asked": was_asked}, status=410 if was_asked else 404
    )


def _scale(key: str) -> Scale:
    scale = scale_named(key)
    if isinstance(scale, Refusal):
        raise Http404(scale.reason)
    return scale
