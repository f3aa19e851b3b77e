from django.db import models


class AuditEntry(models.Model):
    """One act, with no foreign keys: the log outlives what it describes."""

    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    role = models.CharField(max_length=30)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    patient = models.CharField(max_length=40, blank=True, db_index=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.act} by {self.by}"


class ChainHead(models.Model):
    """The newest hash; locked while an entry is added, so that the chain has one end."""

    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.hash
