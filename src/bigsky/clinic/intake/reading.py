"""A request as the clinic reads it: what the science says about it, and where it stands in the queue."""

from dataclasses import dataclass

from bigsky.clinic.intake.models import Request
from bigsky.clinic.patients.queries import age_years
from bigsky.ketamine import library
from bigsky.ketamine.intake.triage import Triage, triage

# What a person decided comes before what was reckoned; whoever may be in danger comes before everybody.
_QUEUE = {"now": 0, "ask": 1, "soon": 2, "routine": 3}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One request with its triage."""

    request: Request
    triage: Triage
    missing: tuple[str, ...]

    @property
    def urgency(self) -> str:
        """Say how urgent it is: as a person decided, else as reckoned from the answers."""
        return self.request.urgency or str(self.triage.urgency)

    @property
    def needs_asking(self) -> bool:
        """Say whether somebody must still ask this person about their safety."""
        return self.request.state == "submitted" and self.triage.needs_asking

    @property
    def findings(self) -> list[dict[str, object]]:
        """Give the findings as the pages show them."""
        return [each.as_json() for each in self.triage.findings]

    @property
    def next_step(self) -> str:
        """Name what comes next: triage, register, book, or nothing."""
        if not self.request.is_waiting:
            return ""
        if self.request.state == "submitted":
            return "triage"
        return "book" if self.request.patient_id else "register"

    @property
    def place(self) -> tuple[int, float]:
        """Give the place in the queue: most urgent first, then the longest wait."""
        waiting_since = self.request.submitted_at or self.request.started_at
        return _QUEUE[self.urgency], waiting_since.timestamp()


def read(request: Request) -> Entry:
    """Triage a request from what it says."""
    form = library.request_form()
    answers = {item.key: getattr(request, item.key, None) for item in form.items}
    reckoned = triage(answers | {"age_years": _age_years(request)}, form)
    labels = {item.key: item.label for item in form.items}
    return Entry(request=request, triage=reckoned, missing=tuple(labels[key] for key in reckoned.missing))


def _age_years(request: Request) -> int | None:
    if request.birth_date is None:
        return None
    return age_years(request.birth_date, (request.submitted_at or request.saved_at).date())
