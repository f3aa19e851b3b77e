"""Where somebody must look: thresholds crossed, readings missed, monitors gone silent."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.models import Observation
from bigsky.clinic.infusion.queries import watching
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.staff.acts import clinical_act
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine.infusion.thresholds import Crossing, Urgency


@clinical_act(Act.OPEN_PROMPT)
def prompt_about(*, by: User, at: datetime, wanted: queries.Wanted) -> None:
    """Ask somebody to look at a reading that was missed, or at a monitor that went silent."""
    open_prompt(
        by=by,
        at=at,
        kind=wanted.kind,
        text=wanted.text,
        once_key=wanted.once_key,
        urgency="now",
        patient_id=wanted.session.patient_id,
        session_key=wanted.session.pk,
    )


def _prompt_crossings(rows: Iterable[Observation], *, by: User, at: datetime) -> None:
    for row in rows:
        folded = queries.state_of(row.session)
        for crossing in watching.watched(row, folded, at).crossings:
            if not _is_already_open(row, crossing):
                _open_crossing(row, crossing, by=by, at=at)


def _is_already_open(row: Observation, crossing: Crossing) -> bool:
    # A value sent every few seconds would open a prompt every few seconds; one open prompt speaks for all.
    if row.kind not in watching.CONTINUOUS or row.origin != "device":
        return False
    waiting = prompts.open_in_session(row.session_id).filter(kind="threshold")
    return any(each.basis.get("rule") == watching.threshold_key(crossing) for each in waiting)


def _open_crossing(row: Observation, crossing: Crossing, *, by: User, at: datetime) -> None:
    rule, moment = watching.threshold_key(crossing), row.observed_at.astimezone(UTC)
    is_pressing = crossing.threshold.urgency is not Urgency.LOOK
    open_prompt(
        by=by,
        at=at,
        kind="threshold",
        text=crossing.words,
        once_key=f"threshold:{row.session_id}:{rule}:{moment:%Y-%m-%dT%H:%M:%S}",
        urgency="now" if is_pressing else "today",
        basis={
            "rule": rule,
            "short": _short(crossing),
            **crossing.as_json(),
            "is_accepted": row.accepted_at is not None,
        },
        patient_id=row.session.patient_id,
        session_key=row.session_id,
    )


def _short(crossing: Crossing) -> str:
    seen = crossing.observation
    return f"{seen.words} at {seen.observed_at:%H:%M}: {crossing.threshold.says}"
