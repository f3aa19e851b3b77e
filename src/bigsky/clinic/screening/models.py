import uuid

from django.conf import settings
from django.db import models


class FactSheet(models.Model):
    """What is known of a person; an absent fact is unknown. A new sheet supersedes the one before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="fact_sheets")
    facts = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(superseded_at__isnull=True),
                name="fact_sheet_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"Facts of {self.recorded_at:%Y-%m-%d}"


class Screening(models.Model):
    """The rules' answers on one fact sheet, and what a clinician decided on them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="screenings")
    sheet = models.ForeignKey(FactSheet, on_delete=models.PROTECT, related_name="screenings")
    # The facts as the rules read them, and where each filled-in one came from.
    facts = models.JSONField()
    origins = models.JSONField(default=dict)
    findings = models.JSONField()
    outcome = models.CharField(max_length=30)
    policy_version = models.CharField(max_length=200, blank=True)
    screened_at = models.DateTimeField()
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            ("proceed", "Proceed"),
            ("not-now", "Not now"),
            ("more-information", "More information first"),
        ],
    )
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    override = models.ForeignKey(
        "signatures.Signature", null=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-screened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(superseded_at__isnull=True),
                name="screening_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", reason="", decided_at__isnull=True, decided_by__isnull=True)
                | (
                    ~models.Q(decision="")
                    & ~models.Q(reason="")
                    & models.Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="screening_decided_by_a_person_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="proceed")
                | models.Q(outcome__in=["eligible", "needs-clinician-decision"])
                | models.Q(outcome="not-now", override__isnull=False),
                name="screening_unknown_never_proceeds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.screened_at:%Y-%m-%d}"
