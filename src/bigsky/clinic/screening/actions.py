"""Every write of screening."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bigsky.clinic.screening import basis, queries
from bigsky.clinic.screening.deciding import DecisionError, Second, override, refuse_to_proceed
from bigsky.clinic.screening.models import FactSheet, Screening
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act
from bigsky.ketamine import library
from bigsky.ketamine.screening.reading import read_snapshot
from bigsky.ketamine.screening.screen import screen
from bigsky.ketamine.vocabulary.refusal import Refusal

__all__ = ["DecisionError", "FactsError", "decide", "record_facts", "screen_on", "screen_patient"]

DECISIONS = tuple(queries.DECISIONS)


class FactsError(ValueError):
    """These facts are impossible; `refusals` name the fields."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


@clinical_act(Act.RECORD_FACTS)
def record_facts(*, by: User, at: datetime, patient_id: UUID, facts: Mapping[str, Any]) -> FactSheet:
    """Write down all that is known of a person; what is absent or `None` is unknown."""
    known = {name: value for name, value in facts.items() if value is not None}
    read = read_snapshot(known, limits=library.limits())
    if isinstance(read, tuple):
        raise FactsError(read)
    FactSheet.objects.filter(patient_id=patient_id, superseded_at__isnull=True).update(superseded_at=at)
    sheet = FactSheet.objects.create(patient_id=patient_id, facts=known, recorded_at=at, recorded_by=by)
    record(
        by=by, at=at, act="record facts", subject=sheet, patient=patient_id, detail={"known": sorted(known)}
    )
    return sheet


@clinical_act(Act.RECORD_FACTS)
def screen_patient(*, by: User, at: datetime, patient_id: UUID) -> Screening:
    """Apply the rules to what is known now; earlier screenings are kept."""
    sheet = queries.current_sheet(patient_id) or _empty_sheet(by=by, at=at, patient_id=patient_id)
    added = {
        name: given for name, given in basis.filled_in(patient_id, at).items() if name not in sheet.facts
    }
    facts = {**sheet.facts, **{name: value for name, (value, _) in added.items()}}
    snapshot = read_snapshot(facts, limits=library.limits())
    if isinstance(snapshot, tuple):
        raise FactsError(snapshot)
    policy, day = basis.policy_at(at), basis.day_of(at)
    answer = screen(snapshot, policy=policy, at_date=day)
    Screening.objects.filter(patient_id=patient_id, superseded_at__isnull=True).update(superseded_at=at)
    screening = Screening.objects.create(
        patient_id=patient_id,
        sheet=sheet,
        facts=facts,
        origins={name: origin for name, (_, origin) in added.items()},
        findings=[finding.as_json() for finding in answer.findings],
        outcome=str(answer.outcome),
        policy_version=policy.stamp.label if policy.is_active(day) else "",
        screened_at=at,
        screened_by=by,
    )
    detail = {"outcome": screening.outcome, "policy": screening.policy_version}
    record(by=by, at=at, act="screen patient", subject=screening, patient=patient_id, detail=detail)
    return screening


@clinical_act(Act.RECORD_FACTS)
def screen_on(*, by: User, at: datetime, patient_id: UUID, facts: Mapping[str, Any]) -> Screening:
    """Write facts down and screen on them; when either is impossible, neither happens."""
    record_facts(by=by, at=at, patient_id=patient_id, facts=facts)
    return screen_patient(by=by, at=at, patient_id=patient_id)


@clinical_act(Act.DECIDE_SCREENING)
def decide(
    *,
    by: User,
    at: datetime,
    screening_id: UUID,
    decision: str,
    reason: str,
    second: Second | None = None,
) -> Screening:
    """Decide on the newest screening, once, with a reason; `second` is a user with their password.

    Raises:
        DecisionError: the decision cannot be made on this screening; nothing was written.
    """
    screening = Screening.objects.select_for_update().get(pk=screening_id)
    if decision not in DECISIONS:
        raise DecisionError("decision", "Choose one of the three.")
    if not reason.strip():
        raise DecisionError("reason", "Say why, in a sentence.")
    if screening.decision:
        raise DecisionError("decision", "This screening is already decided; screen again to decide anew.")
    if screening.superseded_at is not None:
        raise DecisionError("decision", "There is a newer screening; decide on that one.")
    if decision == "proceed":
        refuse_to_proceed(screening, at)
        if screening.outcome == "not-now":
            override(screening, by=by, at=at, second=second, reason=reason)
    screening.decision, screening.reason = decision, reason.strip()
    screening.decided_at, screening.decided_by = at, by
    screening.save()
    detail = {"decision": decision, "outcome": screening.outcome, "override": bool(screening.override_id)}
    record(
        by=by, at=at, act="decide screening", subject=screening, patient=screening.patient_id, detail=detail
    )
    return screening


def _empty_sheet(*, by: User, at: datetime, patient_id: UUID) -> FactSheet:
    return record_facts(by=by, at=at, patient_id=patient_id, facts={})
