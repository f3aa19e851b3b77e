"""How a message leaves the house. A transport gives a proof, or raises and is tried again."""

from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import make_msgid


class TransportError(Exception):
    """The message did not go out; the reason is fit for the outbox page."""


class Transport(Protocol):
    """Anything that can carry a text to an address."""

    def send(self, *, address: str, body: str) -> str:
        """Send once and give the proof; raises `TransportError` or `OSError` when it did not go out."""


class DemoTransport:
    """Carries nothing anywhere: in the demo a message is read on the outbox page."""

    def send(self, *, address: str, body: str) -> str:  # noqa: ARG002 - the protocol's arguments
        """Say where the message can be read."""
        return "demo: shown in the outbox, sent to nobody"


class EmailTransport:
    """Hands the text to the clinic's mail server."""

    def send(self, *, address: str, body: str) -> str:
        """Send an e-mail; its message id is the proof that the mail server took it."""
        message_id = make_msgid(domain="bigsky")
        subject = f"A message from {settings.CLINIC_NAME}"
        email = EmailMessage(subject, body, to=[address], headers={"Message-ID": message_id})
        if email.send() != 1:
            raise TransportError("The mail server did not take the message.")
        return f"accepted by the mail server as {message_id}"


class NoTransport:
    """Stands where no provider is set up; what is queued stays visible as unsent."""

    def send(self, *, address: str, body: str) -> str:  # noqa: ARG002 - the protocol's arguments
        """Refuse, so that the outbox says so."""
        raise TransportError("No SMS provider is set up.")


def transport_for(channel: str) -> Transport:
    """Choose how messages of a channel leave."""
    if settings.IS_DEMO:
        return DemoTransport()
    return EmailTransport() if channel == "email" else NoTransport()
