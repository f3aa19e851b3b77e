"""Every write of messages."""

from datetime import datetime
from uuid import UUID

from bigsky.clinic.messaging.models import Message
from bigsky.clinic.patients.queries import patient as find_patient
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, Role


@clinical_act(Act.SEND_MESSAGE)
def queue_message(
    *, by: User, at: datetime, patient_id: UUID, body: str, once_key: str, due_at: datetime | None = None
) -> Message:
    """Put a message in the outbox (SMS when there is a phone); the same `once_key` is queued once."""
    patient = find_patient(patient_id)
    channel, address = ("sms", patient.phone) if patient.phone else ("email", patient.email)
    message, _ = Message.objects.get_or_create(
        once_key=once_key,
        defaults={
            "patient": patient, "channel": channel, "address": address, "body": body,
            "queued_at": at, "due_at": due_at or at,
        },
    )  # fmt: skip
    record(
        by=by, at=at, act="queue message", subject=message, patient=patient.pk, detail={"once_key": once_key}
    )
    return message


@clinical_act(Act.SEND_MESSAGE)
def note_delivery(*, by: User, at: datetime, message_id: UUID, proof: str = "", error: str = "") -> Message:
    """Write down what became of an attempt to send: a proof, or an error (it is tried again)."""
    message = Message.objects.select_for_update().get(pk=message_id)
    message.attempts += 1
    message.error = error[:200]
    if proof:
        message.sent_at, message.proof = at, proof[:200]
    message.save()
    record(
        by=by, at=at, act="send message" if proof else "fail to send message",
        subject=message, patient=message.patient_id, detail={"proof": proof, "error": error},
    )  # fmt: skip
    return message


@clinical_act(Act.SEND_MESSAGE)
def report_undelivered(*, by: User, at: datetime, message_id: UUID) -> Message:
    """Ask a person to reach a patient whom no message reached."""
    message = Message.objects.get(pk=message_id)
    open_prompt(
        by=by,
        at=at,
        kind="undelivered",
        text="A message did not reach this patient. Call them.",
        once_key=f"undelivered:{message.pk}",
        basis={
            "inputs": {"channel": message.channel, "attempts": message.attempts, "last error": message.error},
            "rule": "A message that could not be sent is handed to a person.",
        },
        patient_id=message.patient_id,
        for_role=Role.NURSE,
    )
    return message
