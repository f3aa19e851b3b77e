"""One message id for two messages: somebody is asked to look, once a sender and day."""

from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from django.utils import timezone

from bigsky.clinic.hl7 import queries
from bigsky.clinic.hl7.models import RawMessage
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.staff.actions import system_user
from bigsky.ketamine.vocabulary.citation import Citation, Trust

_PRACTICE = Citation(
    text="A message whose number was used before is kept and read, never dropped in silence",
    trust=Trust.ASSUMED,
)
_READ = "Both are kept, and the readings of both are taken like any other."
_UNREAD = "Both are kept, but the later one could not be read so far: its readings are not shown."


def tell_of_conflict(message: RawMessage, *, at: datetime, is_readable: bool) -> None:
    """Open the prompt, unless this sender had one for the day on which the message came."""
    day = timezone.localdate(message.received_at)
    name = uuid5(NAMESPACE_OID, message.sender)  # a key has less room than a sender's name
    once_key = f"message conflict:{day}:{name}"
    if prompts.was_opened(once_key):
        return
    sender = message.sender or "A sender without a name"
    open_prompt(
        by=system_user("gateway"),
        at=at,
        kind="message conflict",
        text=f"{sender} sent two different messages under one message number ({message.control_id}). "
        f"{_READ if is_readable else _UNREAD} The monitor may have been restarted and count anew, or two "
        "monitors may use one name. See whether the numbers on the run-sheet are those of the right monitor.",
        once_key=once_key,
        urgency="today",
        basis={
            "inputs": {
                "sender (MSH-3)": sender,
                "message number (MSH-10)": message.control_id,
                "inbox rows under this number": ", ".join(map(str, queries.sharing_the_id_of(message))),
                "inbox row of this conflict": str(message.pk),
                "received": f"{message.received_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
            },
            "rule": "A message number names one message. Said once a sender and day; every such message "
            "is marked as a conflict in the inbox.",
            "policy": "none: it holds in every clinic",
            "source": _PRACTICE.as_json(),
        },
    )
