import uuid

from django.db import models


class Policy(models.Model):
    """One version of the clinic's thresholds and rules; in force only while signed and not superseded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)  # screening | dosing | monitoring | discharge
    version = models.PositiveIntegerField()
    content = models.JSONField()
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=150)
    signature = models.ForeignKey("signatures.Signature", null=True, on_delete=models.PROTECT)
    in_force_from = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="policy_version_once"),
            models.CheckConstraint(
                condition=models.Q(signature__isnull=True, in_force_from__isnull=True)
                | models.Q(signature__isnull=False, in_force_from__isnull=False),
                name="policy_in_force_only_when_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
