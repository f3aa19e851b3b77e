"""One round of the postman: each due message at least once, each outcome written down."""

import logging
from collections.abc import Callable
from datetime import datetime

from bigsky.clinic.messaging import queries
from bigsky.clinic.messaging.actions import note_delivery, report_undelivered
from bigsky.clinic.messaging.models import Message
from bigsky.clinic.messaging.transport import Transport, TransportError, transport_for
from bigsky.clinic.staff.models import User

log = logging.getLogger(__name__)


def deliver_due(
    *, by: User, at: datetime, choose: Callable[[str], Transport] = transport_for
) -> list[Message]:
    """Send what is due; a message whose outcome could not be written down is sent again."""
    return [_deliver(message, by=by, at=at, choose=choose) for message in queries.due(at)]


def _deliver(message: Message, *, by: User, at: datetime, choose: Callable[[str], Transport]) -> Message:
    try:
        proof = choose(message.channel).send(address=message.address, body=message.body)
    except (TransportError, OSError) as failed:
        error = str(failed) or type(failed).__name__
    except Exception as failed:  # one message that no transport can carry must not hold up the others
        log.exception("message %s could not be carried", message.pk)
        error = f"{type(failed).__name__}: {failed}"
    else:
        return note_delivery(by=by, at=at, message_id=message.pk, proof=proof)
    noted = note_delivery(by=by, at=at, message_id=message.pk, error=error)
    if noted.attempts >= queries.MOST_ATTEMPTS:
        report_undelivered(by=by, at=at, message_id=message.pk)
    return noted
