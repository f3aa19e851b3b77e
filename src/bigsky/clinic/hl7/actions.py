"""Every write of the raw inbox.

Keeping a message is not a clinical act: nobody decided anything, and the inbox, which is append-only and
holds each byte with its hash, is its own log. The observations made from a message do leave an audit entry,
by `infusion.actions.record_device_observations`.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.db import transaction

from bigsky.clinic.hl7 import queries
from bigsky.clinic.hl7.models import RawMessage
from bigsky.clinic.hl7.wire.arrival import Arrival

CONFLICT = "this sender has used the same message id for another body"


class Kept(StrEnum):
    """What became of an arrived message."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"


@transaction.atomic
def store_batch(*, arrivals: Sequence[Arrival]) -> list[Kept]:
    """Keep every message in one transaction: when this returns, all of them are on the disk."""
    states = queries.states_stored(arrival.key for arrival in arrivals)
    rows: list[RawMessage] = []
    answers: list[Kept] = []
    for arrival in arrivals:
        known = states.setdefault(arrival.key, {})
        kept = _fate(arrival, known)
        if kept is not Kept.DUPLICATE:
            rows.append(_row(arrival, kept))
            known[arrival.body_hash] = rows[-1].state
        answers.append(kept)
    RawMessage.objects.bulk_create(rows)
    return answers


def settle(*, raw_id: int, state: str, note: str = "") -> None:
    """Note how reading a message ended; one that was read stays so, and a conflict stays a conflict."""
    row = RawMessage.objects.filter(pk=raw_id)
    row.filter(state__in=("pending", "failed")).update(state=state, note=note)
    # One that cannot be read at all has been looked at: it need not be tried again.
    reading = "failed" if state == "failed" else "read"
    conflict = row.filter(state="conflict").exclude(conflict_reading="read")
    conflict.update(conflict_reading=reading, note=f"{CONFLICT}; {note}" if note else CONFLICT)


def retry_failed() -> int:
    """Have every message on which the program failed read once more, and say how many."""
    conflicts = RawMessage.objects.filter(state="conflict", conflict_reading="failed")
    failed = RawMessage.objects.filter(state="failed")
    return conflicts.update(conflict_reading="") + failed.update(state="pending")


def _fate(arrival: Arrival, known: Mapping[str, str]) -> Kept:
    if arrival.body_hash in known:
        return Kept.DUPLICATE
    # A message that could not be read (cut off, say) has not used up its id.
    is_taken = any(state != "unparsed" for state in known.values())
    return Kept.CONFLICT if is_taken and not arrival.problem else Kept.STORED


def _row(arrival: Arrival, kept: Kept) -> RawMessage:
    state, note = "pending", ""
    if arrival.problem:
        state, note = "unparsed", arrival.problem
    elif kept is Kept.CONFLICT:
        state, note = "conflict", CONFLICT
    return RawMessage(
        received_at=arrival.received_at,
        sender=arrival.sender,
        control_id=arrival.control_id,
        body=arrival.body,
        body_hash=arrival.body_hash,
        state=state,
        note=note,
    )
