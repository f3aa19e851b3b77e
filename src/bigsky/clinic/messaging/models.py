import uuid

from django.db import models


class Message(models.Model):
    """One SMS or e-mail to a patient, with proof of what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT)
    channel = models.CharField(max_length=5, choices=[("sms", "SMS"), ("email", "e-mail")])
    address = models.CharField(max_length=254)
    body = models.TextField()
    once_key = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    proof = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-due_at"]

    def __str__(self) -> str:
        return f"{self.channel} to {self.address}"
