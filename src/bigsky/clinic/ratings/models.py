import uuid

from django.conf import settings
from django.db import models


class RatingLink(models.Model):
    """A question sent to a patient: one use, until a moment. Only the hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="rating_links")
    scale_key = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    occasion = models.CharField(max_length=40, blank=True)
    # What the questions look back over this time; blank is the scale's own.
    recall = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("asked_at")), name="rating_link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale_key} asked {self.asked_at:%Y-%m-%d}"


class Rating(models.Model):
    """Answers to one rating scale and their score; `answers` in the order of the items, null unanswered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="ratings")
    scale_key = models.CharField(max_length=20)
    answers = models.JSONField()
    total = models.PositiveSmallIntegerField(null=True)
    band = models.CharField(max_length=40, blank=True)
    findings = models.JSONField(default=list)
    completed_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=40, blank=True)
    recall = models.CharField(max_length=60)
    # One link, at most one rating: the database says so too.
    link = models.OneToOneField(RatingLink, null=True, on_delete=models.PROTECT, related_name="rating")

    class Meta:
        ordering = ["-completed_at"]
        indexes = [models.Index(fields=["patient", "scale_key", "completed_at"], name="rating_course")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total__isnull=True, band="")
                | (models.Q(total__isnull=False) & ~models.Q(band="")),
                name="rating_band_goes_with_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale_key}: {'not known' if self.total is None else self.total}"
