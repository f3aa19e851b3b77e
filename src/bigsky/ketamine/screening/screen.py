"""May this person be treated, and what is still unknown? Knowing less never makes anybody eligible."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.screening.rules import ALL_RULES
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict, with_verdict
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

POLICY_RULE_ID = "POL-01"
_POLICY_LAW = Citation(
    text="Every threshold is clinic policy: versioned, dated, sourced and signed by the medical director",
    trust=Trust.ASSUMED,
    note="Design decision of this project; public protocols contradict each other.",
)


class Outcome(StrEnum):
    """What screening comes to, the most restrictive first; never "approved": a clinician decides."""

    NOT_NOW = "not-now"
    NEEDS_INFORMATION = "needs-information"
    NEEDS_CLINICIAN_DECISION = "needs-clinician-decision"
    ELIGIBLE = "eligible"


@dataclass(frozen=True, kw_only=True)
class Screening:
    """The outcome with everything it rests on: findings, facts, day, and the policy that was used."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    snapshot: PatientSnapshot
    policy: ScreeningPolicy
    at_date: date

    def as_json(self) -> dict[str, object]:
        """Give the screening as plain JSON (schema `screening`)."""
        return {
            "outcome": str(self.outcome),
            "missing": list(self.missing),
            "findings": [finding.as_json() for finding in self.findings],
            "policy": self.policy.stamp.as_json()
            | {"status": str(self.policy.status), "is_active": self.policy.is_active(self.at_date)},
            "at_date": self.at_date.isoformat(),
            "facts": {field.name: getattr(self.snapshot, field.name) for field in fields(self.snapshot)},
        }


def screen(snapshot: PatientSnapshot, *, policy: ScreeningPolicy, at_date: date) -> Screening:
    """Apply every rule under a policy on a day."""
    findings = (
        _policy_is_in_force(policy, at_date),
        *(rule.finding(snapshot, policy) for rule in ALL_RULES),
    )
    return Screening(
        outcome=outcome_of(findings),
        findings=findings,
        missing=tuple(dict.fromkeys(name for finding in findings for name in finding.missing)),
        snapshot=snapshot,
        policy=policy,
        at_date=at_date,
    )


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """Give the first outcome that applies, the most restrictive first."""
    all_findings = tuple(findings)
    not_met = {finding.force for finding in with_verdict(all_findings, Verdict.NOT_MET)}
    if Force.ABSOLUTE in not_met:
        return Outcome.NOT_NOW
    if with_verdict(all_findings, Verdict.UNKNOWN):
        return Outcome.NEEDS_INFORMATION
    return Outcome.NEEDS_CLINICIAN_DECISION if Force.RELATIVE in not_met else Outcome.ELIGIBLE


def _policy_is_in_force(policy: ScreeningPolicy, at_date: date) -> Finding:
    """Say whether the policy may be relied upon.

    An unsigned policy may hold back, never let through. That is relative, not absolute: the want is the
    clinic's, not the person's, and a clinician may still decide; and no fact of the person is missing.
    """
    if policy.is_active(at_date):
        verdict, reason = Verdict.MET, f"Policy in force: {policy.stamp.label}."
    else:
        verdict = Verdict.NOT_MET
        reason = (
            f"NO SIGNED POLICY IS IN FORCE on {at_date}. The findings were read against "
            f"{policy.stamp.label}: nobody is eligible until the medical director signs a policy."
        )
    return Finding(
        rule_id=POLICY_RULE_ID, verdict=verdict, force=Force.RELATIVE, reason=reason, source=_POLICY_LAW
    )
