"""Every read of the raw inbox."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from bigsky.clinic.hl7.models import RawMessage


def pending(*, limit: int) -> QuerySet[RawMessage]:
    """List the oldest messages that nobody has read yet."""
    return RawMessage.objects.filter(state="pending").order_by("id")[:limit]


def readable() -> QuerySet[RawMessage]:
    """List every message that was or could be read, oldest first: what a replay goes through."""
    return RawMessage.objects.filter(state__in=("pending", "read", "failed")).order_by("id")


def states_stored(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[str, str]]:
    """Give what is stored under each (sender, control id): body hash → state."""
    wanted = set(keys)
    rows = RawMessage.objects.filter(
        sender__in={sender for sender, _ in wanted}, control_id__in={name for _, name in wanted}
    )
    stored: dict[tuple[str, str], dict[str, str]] = {}
    for sender, control_id, body_hash, state in rows.values_list(
        "sender", "control_id", "body_hash", "state"
    ):
        stored.setdefault((sender, control_id), {})[body_hash] = state
    return stored


def count_by_state() -> dict[str, int]:
    """Count the messages in each state."""
    rows = RawMessage.objects.order_by().values_list("state").annotate(count=Count("id"))
    return dict.fromkeys(RawMessage.STATES, 0) | dict(rows)
