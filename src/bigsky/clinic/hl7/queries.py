"""Every read of the raw inbox."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from bigsky.clinic.hl7.models import RawMessage


def pending(*, limit: int) -> list[RawMessage]:
    """List the oldest messages that nobody has read yet; conflicts come after the others."""
    # Two questions, each with its own small index: the inbox is long.
    found = list(RawMessage.objects.filter(state="pending").order_by("id")[:limit])
    conflicts = RawMessage.objects.filter(state="conflict", conflict_reading="").order_by("id")
    return found + list(conflicts[: limit - len(found)])


def readable() -> QuerySet[RawMessage]:
    """List every message that was or could be read, oldest first: what a replay goes through."""
    return RawMessage.objects.filter(state__in=("pending", "read", "failed", "conflict")).order_by("id")


def sharing_the_id_of(message: RawMessage) -> list[int]:
    """Give the row numbers of all messages that came under this sender and control id."""
    rows = RawMessage.objects.filter(sender=message.sender, control_id=message.control_id)
    return list(rows.order_by("id").values_list("pk", flat=True))


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
