"""What a page must know at once: new observations, and which sessions changed otherwise."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.models import Observation, SessionEvent
from bigsky.clinic.prompts import queries as prompts

# Several writers may commit out of order: a little behind the newest id is read again.
OVERLAP = 200


def newer_observations(last_id: int, seen: set[int]) -> list[Observation]:
    """Read what was stored since, looking back over the overlap for late commits."""
    rows = queries.observations_after(max(0, last_id - OVERLAP))
    return [row for row in rows if row.pk not in seen]


def as_news(row: Observation) -> dict[str, Any]:
    """Say one observation as a page needs it, without a name."""
    return {
        "id": row.pk,
        "session": str(row.session_id),
        "kind": row.kind,
        "value": f"{row.value.normalize():f}",
        "unit": row.unit,
        "seen_at": min(row.observed_at, row.received_at).isoformat(),
        "accepted": row.accepted_at is not None,
    }


def marks() -> dict[str, str]:
    """Give each open session a mark that changes with its events, prompts, acceptances and checks."""
    open_now = {each.pk: each for each in queries.open_sessions()}
    last_event = dict(
        SessionEvent.objects.filter(session__in=open_now)
        .values_list("session")
        .annotate(last=Max("pk"))
        .order_by()
    )
    last_accepted = dict(
        Observation.objects.filter(session__in=open_now)
        .values_list("session")
        .annotate(last=Max("accepted_at"))
        .order_by()
    )
    waiting: dict[str, list[str]] = {}
    for prompt in prompts.still_open().filter(session_key__in=[str(key) for key in open_now]):
        waiting.setdefault(prompt.session_key, []).append(str(prompt.pk)[:8])
    return {
        str(key): f"{each.phase} {last_event.get(key)} {last_accepted.get(key)} {waiting.get(str(key), [])}"
        for key, each in open_now.items()
    }


def snapshot() -> bytes:
    """Say everything that is known now: the newest of each kind in each open session."""
    newest = [row for each in queries.open_sessions() for row in queries.newest_of(each).values()]
    return b"retry: 2000\n\n" + message("observations", [as_news(row) for row in newest]) + beat()


def beat() -> bytes:
    """Say that the tables were read just now."""
    return message("beat", {"at": timezone.now().isoformat()})


def observations(rows: Iterable[Observation]) -> bytes:
    """Say what was newly observed."""
    return message("observations", [as_news(row) for row in rows])


def message(event: str, data: object) -> bytes:
    """Write one server-sent event."""
    return f"event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()
