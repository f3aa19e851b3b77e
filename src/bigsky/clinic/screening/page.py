"""What the screening page shows: facts, findings in the order in which they matter, decision, history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from bigsky.clinic.patients.pages import patient_or_404
from bigsky.clinic.screening import basis, queries
from bigsky.clinic.screening.forms import DecisionForm, FactsForm, OverrideForm
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may
from bigsky.ketamine.screening.facts import fact_named

# What forbids comes first, then what nobody knows, then what a clinician weighs.
_GROUPS = (
    ("Must not", "not-met", "absolute"),
    ("Not known yet", "unknown", ""),
    ("Needs a clinician’s decision", "not-met", "relative"),
    ("To know", "not-met", "information"),
)


def facts_form(patient_id: UUID, at: datetime, data: QueryDict | None = None) -> FactsForm:
    """Make the form of all facts, beginning with what is known."""
    sheet = queries.current_sheet(patient_id)
    return FactsForm(
        data,
        known=sheet.facts if sheet else {},
        held=basis.filled_in(patient_id, at),
        seen=str(sheet.pk) if sheet else "none",
    )


def decision_form(outcome: str, data: QueryDict | None = None) -> DecisionForm:
    """Make the form of the decision; where a must-not stands it asks for a second person."""
    return OverrideForm(data) if outcome == "not-now" else DecisionForm(data)


def screening_page(*, patient_id: UUID, at: datetime, viewer: User, **forms: object) -> dict[str, Any]:
    """Gather the whole page; `forms` replace the empty ones after a refused entry."""
    newest = queries.latest(patient_id)
    findings = newest.findings if newest else []
    is_outdated = bool(newest and newest.sheet.superseded_at)
    may_decide = may(viewer.role, Act.DECIDE_SCREENING)
    return {
        "patient": patient_or_404(patient_id),
        "screening": newest,
        "policy_in_force": queries.policy_in_force(at),
        "groups": grouped(findings),
        "met": [finding for finding in findings if finding["verdict"] == "met"],
        "missing": missing_facts(findings),
        "is_outdated": is_outdated,
        # One main action a page: find out, or decide.
        "facts_come_first": newest is None or is_outdated or newest.outcome == "needs-information",
        "earlier": queries.of_patient(patient_id).filter(superseded_at__isnull=False),
        "facts_form": facts_form(patient_id, at),
        "decision_form": decision_form(newest.outcome) if newest and may_decide else None,
        "may_plan": may(viewer.role, Act.DRAFT_PLAN) and queries.may_proceed(patient_id),
        **forms,
    }


def grouped(findings: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Sort what is not met or unknown into groups, leaving out the empty ones."""
    groups = [
        (name, [each for each in findings if each["verdict"] == verdict and force in ("", each["force"])])
        for name, verdict, force in _GROUPS
    ]
    return [(name, found) for name, found in groups if found]


def missing_facts(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """List the facts that some rule waits for, each once: name and label."""
    names = dict.fromkeys(name for finding in findings for name in finding["missing"])
    return [(name, fact.label) for name in names if (fact := fact_named(name))]
