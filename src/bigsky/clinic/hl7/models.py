from django.db import models


class RawMessage(models.Model):
    """One message exactly as it came over the wire; never changed, never deleted, only read."""

    # Unparsed is the message's own fault, and final; failed is ours, and is tried again.
    STATES = ("pending", "read", "failed", "unparsed", "conflict")

    received_at = models.DateTimeField()
    sender = models.CharField(max_length=255, blank=True)
    control_id = models.CharField(max_length=199, blank=True)
    body = models.BinaryField()
    body_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES])
    note = models.TextField(blank=True)
    # A conflict stays one for ever; whether it was read is noted beside it.
    conflict_reading = models.CharField(
        max_length=6, blank=True, choices=[("read", "read"), ("failed", "failed")]
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "control_id", "body_hash"], name="raw_message_stored_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("pending", "read", "failed", "unparsed", "conflict")),
                name="raw_message_state_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state="pending"), name="raw_message_pending"),
            models.Index(
                fields=["id"],
                condition=models.Q(state="conflict", conflict_reading=""),
                name="raw_conflict_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.control_id or 'message without id'} from {self.sender or 'nobody named'}"
