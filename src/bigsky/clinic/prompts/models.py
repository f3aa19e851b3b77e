import uuid

from django.conf import settings
from django.db import models


class Prompt(models.Model):
    """Something a person must look at. Open until a person closes it with a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    text = models.TextField()
    basis = models.JSONField(default=dict)
    urgency = models.CharField(max_length=10, choices=[("now", "now"), ("today", "today"), ("soon", "soon")])
    patient = models.ForeignKey("patients.Patient", null=True, on_delete=models.PROTECT)
    session_key = models.CharField(max_length=40, blank=True, db_index=True)
    # Opening the same prompt twice leaves one row.
    once_key = models.CharField(max_length=120, unique=True)
    for_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="prompts"
    )
    for_role = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True, decision="")
                | (models.Q(closed_at__isnull=False, closed_by__isnull=False) & ~models.Q(decision="")),
                name="prompt_closed_by_a_person_with_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def for_whom(self) -> str:
        return self.for_user.display_name if self.for_user else f"any {self.for_role.replace('-', ' ')}"
