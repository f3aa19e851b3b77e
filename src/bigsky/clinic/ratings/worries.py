"""An answer that must reach a clinician reaches one, in the transaction that keeps it."""

from datetime import datetime
from uuid import UUID

from bigsky.clinic.patients.queries import patient as find_patient
from bigsky.clinic.prompts.actions import open_prompt
from bigsky.clinic.ratings.models import Rating, RatingLink
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine.scales.scoring import ScaleScore
from bigsky.ketamine.vocabulary.finding import Finding


def prompt_about(scored: ScaleScore, *, at: datetime, patient_id: UUID, origin: Rating | RatingLink) -> None:
    """Open a prompt for each worrying or missing risk answer, whatever the total, even an unknown one."""
    for finding in scored.findings:
        _prompt(finding, scored=scored, at=at, patient_id=patient_id, origin=origin)


def _prompt(
    finding: Finding, *, scored: ScaleScore, at: datetime, patient_id: UUID, origin: Rating | RatingLink
) -> None:
    named = find_patient(patient_id).clinician
    # Whoever has left the clinic reads no prompts: then every physician is asked.
    clinician = named if named and named.is_active else None
    total = "total not known" if scored.total is None else f"total {scored.total}, {scored.band}"
    open_prompt(
        # The software asks for the look; whoever typed the answers need not be allowed to.
        by=system_user("ratings"),
        at=at,
        kind="risk-answer",
        text=f"{finding.reason} {scored.scale_key.upper()} {total}. Contact the person now.",
        once_key=f"risk-answer:{origin.pk}:{finding.rule_id}:{finding.verdict}",
        urgency="now",
        basis={"finding": finding.as_json(), "score": scored.as_json()},
        patient_id=patient_id,
        for_user=clinician,
        for_role=Role.PHYSICIAN,
    )
