import uuid

from django.conf import settings
from django.db import models

STATES = ("draft", "submitted", "triaged", "booked", "closed")
SELF_HARM_ANSWERS = ("yes", "no", "prefer-not-to-say")


class Request(models.Model):
    """A person's request for an appointment, from the first word of the draft to the booked visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in STATES], default="draft")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    concern = models.TextField(blank=True)
    antidepressants_tried = models.PositiveSmallIntegerField(null=True)
    # Blank means unanswered, which is never read as "no".
    self_harm_now = models.CharField(
        max_length=20, blank=True, choices=[(each, each) for each in SELF_HARM_ANSWERS]
    )
    can_come = models.JSONField(default=list)
    may_contact = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    urgency = models.CharField(max_length=20, blank=True)
    triage_note = models.TextField(blank=True)
    triaged_at = models.DateTimeField(null=True)
    triaged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    patient = models.ForeignKey("patients.Patient", null=True, on_delete=models.PROTECT)
    appointment = models.ForeignKey("scheduling.Appointment", null=True, on_delete=models.PROTECT)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["submitted_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", submitted_at__isnull=True)
                | (~models.Q(state="draft") & models.Q(submitted_at__isnull=False)),
                name="request_submitted_with_its_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(may_contact=True),
                name="request_submitted_only_with_consent_to_contact",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="triaged")
                | (models.Q(triaged_at__isnull=False) & ~models.Q(urgency="")),
                name="request_triaged_with_an_urgency",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="booked") | models.Q(appointment__isnull=False),
                name="request_booked_with_an_appointment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed")
                | (models.Q(closed_at__isnull=False) & ~models.Q(close_reason="")),
                name="request_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def may_be_in_crisis(self) -> bool:
        return self.self_harm_now != "no"

    @property
    def is_waiting(self) -> bool:
        return self.state in {"submitted", "triaged"}
