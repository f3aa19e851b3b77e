"""Where somebody must look: thresholds crossed, readings missed, monitors gone silent."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid5

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.actions.device_reading import DeviceReading
from bigsky.clinic.infusion.models import Observation, Session
from bigsky.clinic.infusion.queries import watching
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.staff.acts import clinical_act
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine.infusion.kinds import kind_named
from bigsky.ketamine.infusion.thresholds import Crossing, Urgency
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.quantities import plain
from bigsky.ketamine.vocabulary.refusal import Refusal

PRACTICE = Citation(
    text="What a monitor sends is kept and flagged, never dropped in silence; nothing is converted",
    trust=Trust.ASSUMED,
)


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
        basis=wanted.basis,
        patient_id=wanted.session.patient_id,
        session_key=wanted.session.pk,
    )


def _prompt_once_a_device(
    said: DeviceReading | Observation, why: Refusal, session: Session, *, by: User, at: datetime
) -> None:
    """Ask once a monitor, trouble and session to look at values that cannot be used or cannot be usual."""
    name = uuid5(session.pk, f"{said.device_id}:{why.field}")  # a key has less room than a device's name
    once_key = f"monitor value:{name}"
    if prompts.was_opened(once_key):
        return
    is_stored = isinstance(said, Observation)
    value = f"{plain(said.value) if is_stored else said.value} {said.unit}".strip()
    fate = "It is kept, not accepted." if is_stored else "It is not kept, and nothing is prompted for it."
    open_prompt(
        by=by,
        at=at,
        kind="monitor value",
        text=f"Chair {session.chair_code}: {said.device_id} sent {_named(said.kind)} {value}: {why.reason}. "
        f"{fate} Look at the person first, then at the sensor and the monitor's settings.",
        once_key=once_key,
        urgency="now",
        basis={
            "inputs": {
                "monitor": said.device_id,
                "kind": said.kind,
                "value": value,
                "observed": f"{said.observed_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
            },
            "rule": f"{why.reason}. Said once a monitor, trouble and session.",
            "policy": "none: it holds in every clinic",
            "source": PRACTICE.as_json(),
        },
        patient_id=session.patient_id,
        session_key=session.pk,
    )


def _named(key: str) -> str:
    kind = kind_named(key)
    return kind.short if kind else repr(key)


def _prompt_crossings(rows: Iterable[Observation], *, by: User, at: datetime) -> list[Observation]:
    """Prompt for what crosses a threshold, and give what somebody must look at now."""
    pressing = []
    for row in rows:
        folded = queries.state_of(row.session)
        found = watching.watched(row, folded, at).crossings
        pressing += [row] if any(_is_pressing(each) for each in found) else []
        for crossing in found:
            if not _is_already_open(row, crossing):
                _open_crossing(row, crossing, by=by, at=at)
    return pressing


def _is_already_open(row: Observation, crossing: Crossing) -> bool:
    # A value sent every few seconds would open a prompt every few seconds; one open prompt speaks for all.
    kind = kind_named(row.kind)
    if kind is None or not kind.is_continuous or row.origin != "device":
        return False
    waiting = prompts.open_in_session(row.session_id).filter(kind="threshold")
    return any(each.basis.get("rule") == watching.threshold_key(crossing) for each in waiting)


def _open_crossing(row: Observation, crossing: Crossing, *, by: User, at: datetime) -> None:
    rule, moment = watching.threshold_key(crossing), row.observed_at.astimezone(UTC)
    phase = watching.part_of(queries.state_of(row.session), row.observed_at)
    open_prompt(
        by=by,
        at=at,
        kind="threshold",
        text=crossing.words,
        once_key=f"threshold:{row.session_id}:{rule}:{moment:%Y-%m-%dT%H:%M:%S}",
        urgency="now" if _is_pressing(crossing) else "today",
        basis={
            "rule": rule,
            "short": _short(crossing),
            **crossing.as_json(),
            "phase": str(phase),
            "is_accepted": row.accepted_at is not None,
        },
        patient_id=row.session.patient_id,
        session_key=row.session_id,
    )


def _is_pressing(crossing: Crossing) -> bool:
    return crossing.threshold.urgency is not Urgency.LOOK


def _short(crossing: Crossing) -> str:
    seen = crossing.observation
    return f"{seen.words} at {seen.observed_at:%H:%M}: {crossing.threshold.says}"
