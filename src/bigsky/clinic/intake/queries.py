"""Every read of requests."""

from uuid import UUID

from django.db.models import QuerySet

from bigsky.clinic.intake.drafts import DraftFacts
from bigsky.clinic.intake.models import Request
from bigsky.clinic.intake.reading import Entry, read
from bigsky.clinic.patients import queries as patients


def entry(request_id: UUID) -> Entry | None:
    """Find one request that was sent, with its triage."""
    found = sent().select_related("triaged_by", "appointment__clinician").filter(pk=request_id).first()
    return read(found) if found else None


def inbox() -> list[Entry]:
    """List who waits, most urgent first, then the longest wait."""
    return sorted(map(read, sent().filter(state__in=["submitted", "triaged"])), key=lambda each: each.place)


def twin(entry: Entry) -> tuple[UUID, str] | None:
    """Find the chart of somebody with the same name and birth date: its id and number."""
    request = entry.request
    if request.birth_date is None:
        return None
    same = patients.same_person(
        given_name=request.given_name, family_name=request.family_name, birth_date=request.birth_date
    )
    return (same.pk, same.number) if same else None


def draft_facts(request_id: UUID) -> DraftFacts | None:
    """Give what somebody has written into a draft that is not sent yet."""
    found = Request.objects.filter(pk=request_id, state="draft").values(*DraftFacts.__annotations__).first()
    return DraftFacts(**found) if found else None  # type: ignore[typeddict-item]  # the same names


def sent() -> QuerySet[Request]:
    """List all requests that were sent, oldest first."""
    return Request.objects.exclude(state="draft").select_related("patient", "appointment")


def settled(limit: int = 20) -> QuerySet[Request]:
    """List the newest requests that were booked or closed."""
    return sent().filter(state__in=["booked", "closed"]).order_by("-submitted_at")[:limit]


def of_patient(patient_id: UUID) -> QuerySet[Request]:
    """List the requests of one patient, newest first."""
    return sent().filter(patient_id=patient_id).order_by("-submitted_at")
