import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LIVE_PHASES = ("prepared", "running", "paused", "stopped", "recovering")
CLOSED_PHASES = ("completed", "cancelled", "transferred")
PHASES = (*LIVE_PHASES, "discharged", *CLOSED_PHASES)


def _one_of(*names: str) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


class Session(models.Model):
    """One visit in the chair. What happened is in its events; `phase` is a copy for finding it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="sessions")
    plan = models.ForeignKey("planning.TreatmentPlan", on_delete=models.PROTECT, related_name="+")
    # The plan as it was when the session was prepared; a later plan changes nothing here.
    plan_content = models.JSONField()
    appointment = models.ForeignKey("scheduling.Appointment", null=True, on_delete=models.PROTECT)
    chair_code = models.CharField(max_length=20, db_index=True)
    number_in_course = models.PositiveIntegerField()
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=15, choices=_one_of(*PHASES), default="prepared")

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=PHASES), name="session_phase_is_known"),
            models.CheckConstraint(condition=Q(number_in_course__gte=1), name="session_number_from_one"),
            models.UniqueConstraint(
                fields=["chair_code"], condition=Q(phase__in=LIVE_PHASES), name="one_live_session_a_chair"
            ),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(phase__in=LIVE_PHASES), name="one_live_session_a_patient"
            ),
        ]

    def __str__(self) -> str:
        return f"Session {self.number_in_course} in {self.chair_code}"


class SyringeCheck(models.Model):
    """A second person's own figures, typed into blank fields and found equal to the plan's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="syringe_check")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    figures = models.JSONField()
    signature = models.ForeignKey("signatures.Signature", on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"Syringe checked by {self.checked_by}"


class SessionEvent(models.Model):
    """Something that happened in a session, at its true time. Never edited: a correction supersedes it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    payload = models.JSONField(default=dict)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta:
        ordering = ["happened_at", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("entered_at")), name="event_entered_after_it_happened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.happened_at:%H:%M}"


class Observation(models.Model):
    """One measured fact with its time and origin; it counts only once a person has accepted it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=10, blank=True)
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=_one_of("device", "person"))
    device_id = models.CharField(max_length=80, blank=True)
    raw_id = models.CharField(max_length=60, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["observed_at", "id"]
        indexes = [models.Index(fields=["session", "kind", "-observed_at"], name="observation_newest")]
        constraints = [
            # A cuff reading is sent again with every message until the next one: it is stored once.
            models.UniqueConstraint(
                fields=["session", "kind", "observed_at", "value", "device_id"], name="observation_once"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="observation_accepted_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(origin="device", device_id__gt="")
                | Q(origin="person", device_id="", accepted_at__isnull=False),
                name="observation_has_an_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value} {self.unit}".strip()


class DeviceBinding(models.Model):
    """From when to when a nurse said that this monitor watches the person in this session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bindings")
    device_id = models.CharField(max_length=80, db_index=True)
    bound_at = models.DateTimeField()
    bound_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["bound_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["device_id"], condition=Q(ended_at__isnull=True), name="device_watches_one_session"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("bound_at")),
                name="binding_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} on {self.session}"


class DischargeRecord(models.Model):
    """The discharge checklist as answered, with the findings it was judged by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="discharge_record")
    checklist = models.JSONField()
    findings = models.JSONField()
    escort_name = models.CharField(max_length=120)
    discharged_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(escort_name=""), name="discharge_names_the_escort"),
        ]

    def __str__(self) -> str:
        return f"Discharged at {self.discharged_at:%H:%M}"


class AdverseEvent(models.Model):
    """Harm, as it was: how intense (severity) is not how grave in its consequence (seriousness)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="adverse_events")
    what = models.CharField(max_length=200)
    onset_at = models.DateTimeField()
    severity = models.CharField(max_length=10, choices=_one_of("mild", "moderate", "severe"))
    seriousness = models.CharField(max_length=15, choices=_one_of("not serious", "serious"))
    action = models.TextField()
    outcome = models.CharField(
        max_length=20, choices=_one_of("resolved", "resolving", "not resolved", "unknown")
    )
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["onset_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=("mild", "moderate", "severe")), name="adverse_event_severity"
            ),
            models.CheckConstraint(
                condition=Q(seriousness__in=("not serious", "serious")), name="adverse_event_seriousness"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.severity}, {self.seriousness})"
