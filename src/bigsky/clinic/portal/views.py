"""The patient's own page: what is next, what waits for them, where help is."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from bigsky.clinic.patients.queries import patient_of_user
from bigsky.clinic.scheduling.queries import of_patient
from bigsky.clinic.staff.pages import note_read, person, requires
from bigsky.clinic.staff.roles import Act


@requires(Act.READ_OWN_CHART)
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the next visits; scores are shown only when a clinician has released them."""
    patient = patient_of_user(person(request).pk)
    if patient is None:
        return render(request, "portal/nobody.html")
    coming = of_patient(patient.pk).filter(ends_at__gt=timezone.now(), cancelled_at__isnull=True)
    note_read(request, patient=patient.pk, page="portal:home")
    return render(request, "portal/home.html", {"patient": patient, "coming": coming})
