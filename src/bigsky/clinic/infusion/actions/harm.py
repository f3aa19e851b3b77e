"""Harm that came to somebody in the chair."""

from datetime import UTC, datetime
from uuid import UUID

from bigsky.clinic.infusion.actions.errors import SessionError
from bigsky.clinic.infusion.actions.log import _locked
from bigsky.clinic.infusion.models import AdverseEvent
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role
from bigsky.ketamine.vocabulary.citation import Citation, Trust

SOURCE = Citation(text="Chosen for this project", trust=Trust.ASSUMED)


@clinical_act(Act.RUN_INFUSION)
def record_adverse_event(  # noqa: PLR0913 - what harm is: onset, severity, seriousness, action, outcome
    *,
    by: User,
    at: datetime,
    session_id: UUID,
    what: str,
    onset_at: datetime,
    severity: str,
    seriousness: str,
    action: str,
    outcome: str,
) -> AdverseEvent:
    """Record harm; a serious one prompts the patient's clinician at once."""
    session = _locked(session_id)
    if onset_at > at:
        raise SessionError("The onset lies in the future.")
    if onset_at < session.prepared_at:
        raise SessionError("The onset lies before this session.")
    event = AdverseEvent.objects.create(
        session=session,
        what=what,
        onset_at=onset_at,
        severity=severity,
        seriousness=seriousness,
        action=action,
        outcome=outcome,
        recorded_at=at,
        by=by,
    )
    record(
        by=by, at=at, act="record adverse event", subject=event, patient=session.patient_id,
        detail={"what": what, "severity": severity, "seriousness": seriousness},
    )  # fmt: skip
    if seriousness == "serious":
        _prompt(event, by=by, at=at)
    return event


def _prompt(event: AdverseEvent, *, by: User, at: datetime) -> None:
    session = event.session
    open_prompt(
        by=by,
        at=at,
        kind="serious adverse event",
        text=f"Serious adverse event in chair {session.chair_code}: {event.what}. Record your decision.",
        once_key=f"harm:{event.pk}",
        urgency="now",
        basis={
            "inputs": {
                "what": event.what,
                "onset": f"{event.onset_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
                "severity": event.severity,
                "seriousness": event.seriousness,
            },
            "rule": "A serious adverse event is shown to the patient's clinician at once.",
            "policy": "none: it holds in every clinic",
            "source": SOURCE.as_json(),
        },
        patient_id=session.patient_id,
        session_key=session.pk,
        for_user=session.patient.clinician,
        for_role=Role.PHYSICIAN,
    )
