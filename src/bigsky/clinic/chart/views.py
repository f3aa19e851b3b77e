"""Pages that look over all steps: the day, the patients, one patient."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bigsky.clinic.chart import day as days
from bigsky.clinic.chart.forms import BookForm
from bigsky.clinic.chart.one_patient import one_patient
from bigsky.clinic.patients import queries as patients
from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.scheduling import queries as scheduling
from bigsky.clinic.scheduling.actions import ChairTakenError, book_appointment
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act, may

_ON_A_PAGE = 50


@requires(Act.READ_BOARD)
def day(request: HttpRequest) -> HttpResponse:
    """Show today: who is in a chair, who is coming, what waits."""
    return render(request, "chart/day.html", days.day_of(person(request), timezone.now()))


@requires(Act.READ_CHART)
def people(request: HttpRequest) -> HttpResponse:
    """Find a patient by name or number."""
    text = request.GET.get("q", "").strip()[:80]
    page = Paginator(patients.search(text), _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "chart/patients.html", {"text": text, "page": page})


@requires(Act.READ_CHART)
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Show one patient on one page."""
    found = patient_or_404(patient_id)
    note_read(request, patient=patient_id, page="chart:patient")
    at = timezone.now()
    age = patients.age_years(found.birth_date, timezone.localdate(at))
    return render(request, "chart/patient.html", {**one_patient(found.pk, at), "age": age})


@requires(Act.BOOK_APPOINTMENT)
def book(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Book an infusion visit; whoever books need not be allowed to read the chart."""
    found = patient_or_404(patient_id)
    at = timezone.now()
    form = BookForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid() and _booked(request, form, patient_id):
        messages.success(
            request, f"Booked: {found.name}, {timezone.localtime(form.begins_at):%A %d %B, %H:%M}."
        )
        reads_charts = may(person(request).role, Act.READ_CHART)
        return redirect("chart:patient", patient_id) if reads_charts else redirect("chart:day")
    shown = {"patient": found, "form": form, "visits": scheduling.coming(patient_id, at)}
    return render(request, "chart/book.html", shown, status=422 if form.errors else 200)


def _booked(request: HttpRequest, form: BookForm, patient_id: UUID) -> bool:
    try:
        book_appointment(
            by=person(request),
            at=timezone.now(),
            patient_id=patient_id,
            kind="infusion",
            starts_at=form.begins_at,
            ends_at=form.ends_at,
            chair=scheduling.chair(form.cleaned_data["chair"]),
        )
    except ChairTakenError as taken:
        form.add_error("chair", str(taken))
        return False
    return True
