import uuid

from django.conf import settings
from django.db import models


class TreatmentPlan(models.Model):
    """This patient's dose and how it is made up; in force only while signed and not superseded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="plans")
    content = models.JSONField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signature = models.ForeignKey(
        "signatures.Signature", null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signature__isnull=True, signed_at__isnull=True)
                | models.Q(signature__isnull=False, signed_at__isnull=False),
                name="plan_signed_with_signature",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(signed_at__isnull=False, superseded_at__isnull=True),
                name="plan_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content.get('actual_dose_mg')} mg over {self.content.get('minutes')} min"

    @property
    def is_signed(self) -> bool:
        return self.signature_id is not None
