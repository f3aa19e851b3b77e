"""What the clock would prompt for: due readings missed, bound monitors gone silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from bigsky.clinic.infusion.models import Session
from bigsky.clinic.infusion.queries import rows, watching
from bigsky.clinic.prompts import queries as prompts
from bigsky.ketamine.infusion.monitoring import DueObservation, DueState


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A prompt that ought to be open."""

    session: Session
    kind: str
    text: str
    once_key: str
    basis: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Feed:
    """How a session's monitor stands: its name, when it last spoke, whether it is silent."""

    device_id: str
    last_at: datetime | None
    is_silent: bool
    silent_after_s: int

    @property
    def state(self) -> str:
        """Say it in one word."""
        if not self.device_id:
            return "none"
        return "silent" if self.is_silent else "live"


def feed_of(session: Session, at: datetime) -> Feed:
    """Say how the monitor bound to a session stands; none bound is no feed."""
    limit = watching.feed_policy(at).silent_after_s
    binding = rows.binding_of(session)
    if binding is None:
        return Feed(device_id="", last_at=None, is_silent=False, silent_after_s=limit)
    newest = rows.observations_of(session).filter(device_id=binding.device_id).order_by("-received_at")
    row = newest.first()
    heard_at = row.received_at if row else None
    silent_since = max(heard_at, binding.bound_at) if heard_at else binding.bound_at
    return Feed(
        device_id=binding.device_id,
        last_at=heard_at,
        is_silent=(at - silent_since).total_seconds() > limit,
        silent_after_s=limit,
    )


def unprompted(at: datetime) -> list[Wanted]:
    """List the prompts that ought to be open and were never opened."""
    wanted = [each for session in rows.open_sessions() for each in _wanted(session, at)]
    return [each for each in wanted if not _was_opened(each)]


def _was_opened(each: Wanted) -> bool:
    return prompts.of_patient(each.session.patient_id).filter(once_key=each.once_key).exists()


def _wanted(session: Session, at: datetime) -> Iterator[Wanted]:
    for due in watching.due_readings(session, at):
        if due.state is DueState.MISSED:
            yield _missed(session, due, at)
    feed = feed_of(session, at)
    if feed.is_silent:
        yield _silent(session, feed, at)


def _missed(session: Session, due: DueObservation, at: datetime) -> Wanted:
    lacking, policy = ", ".join(kind.short for kind in due.missing), watching.feed_policy(at)
    return Wanted(
        session=session,
        kind="missed reading",
        text=f"Chair {session.chair_code}: the reading due at {_clock(due.due_at)} was missed ({lacking}). "
        "Record your decision.",
        once_key=f"due:{session.pk}:{due.due_at.astimezone(UTC):%Y-%m-%dT%H:%M}",
        basis={
            "inputs": {"due": _utc(due.due_at), "part of the session": str(due.phase), "lacking": lacking},
            "rule": f"A reading counts from {_utc(due.opens_at)} to {_utc(due.closes_at)} once a person "
            "accepted it; what is lacking then is missed.",
            "policy": policy.stamp.label,
            "source": policy.profile.source.as_json(),
        },
    )


def _silent(session: Session, feed: Feed, at: datetime) -> Wanted:
    since, policy = _clock(feed.last_at) if feed.last_at else "it was bound", watching.feed_policy(at)
    return Wanted(
        session=session,
        kind="lost feed",
        text=f"Chair {session.chair_code}: monitor {feed.device_id} has been silent since {since}. "
        "Watch the bedside monitor and enter readings by hand.",
        once_key=f"feed:{session.pk}:{feed.last_at.isoformat() if feed.last_at else 'never'}",
        basis={
            "inputs": {
                "monitor": feed.device_id,
                "last heard": _utc(feed.last_at) if feed.last_at else "never",
                "looked at": _utc(at),
            },
            "rule": f"A bound monitor of which nothing came for {feed.silent_after_s} s counts as silent.",
            "policy": policy.stamp.label,
            "source": policy.feed_source.as_json(),
        },
    )


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
