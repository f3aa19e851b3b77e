import uuid

from django.db import models


class CheckIn(models.Model):
    """A question planned for a patient after an infusion. Answered is what its link's rating says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="check_ins")
    # Empty when a person asked by hand.
    session_key = models.UUIDField(null=True, db_index=True)
    scale_key = models.CharField(max_length=20)
    occasion = models.CharField(max_length=40)
    recall = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField(db_index=True)
    planned_at = models.DateTimeField()
    policy_version = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True)
    link = models.OneToOneField(
        "ratings.RatingLink", null=True, on_delete=models.PROTECT, related_name="check_in"
    )
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session_key", "occasion", "scale_key"],
                condition=models.Q(session_key__isnull=False),
                name="check_in_planned_once_a_session",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_at__isnull=True, link__isnull=True)
                | models.Q(asked_at__isnull=False, link__isnull=False, superseded_at__isnull=True),
                name="check_in_asked_with_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion}: {self.scale_key}"
