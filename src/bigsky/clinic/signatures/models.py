import uuid

from django.conf import settings
from django.db import models


class Signature(models.Model):
    """A person's name under one exact content: who, when, what it means, and the hash of what was signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    printed_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    meaning = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    content_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.meaning} by {self.printed_name}"
