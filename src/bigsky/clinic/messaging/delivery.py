"""One round of the postman: each due message at least once, each outcome written down."""

from collections.abc import Callable
from datetime import datetime

from bigsky.clinic.messaging import queries
from bigsky.clinic.messaging.actions import note_delivery, report_undelivered
from bigsky.clinic.messaging.models import Message
from bigsky.clinic.messaging.transport import Transport, TransportError, transport_for
from bigsky.clinic.staff.models import User


def deliver_due(
    *, by: User, at: datetime, choose: Callable[[str], Transport] = transport_for
) -> list[Message]:
    """Send what is due; a message whose outcome could not be written down is sent again."""
    return [_deliver(message, by=by, at=at, transport=choose(message.channel)) for message in queries.due(at)]


def _deliver(message: Message, *, by: User, at: datetime, transport: Transport) -> Message:
    try:
        proof = transport.send(address=message.address, body=message.body)
    except (TransportError, OSError) as failed:
        noted = note_delivery(by=by, at=at, message_id=message.pk, error=str(failed) or type(failed).__name__)
        if noted.attempts >= queries.MOST_ATTEMPTS:
            report_undelivered(by=by, at=at, message_id=message.pk)
        return noted
    return note_delivery(by=by, at=at, message_id=message.pk, proof=proof)
