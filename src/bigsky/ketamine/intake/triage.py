"""Who asks for help, how urgent it is, and what a request leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bigsky.ketamine.vocabulary.citation import Citation
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict


class Urgency(StrEnum):
    """How soon a person must turn to a request."""

    NOW = "now"
    ASK = "ask"
    ROUTINE = "routine"


@dataclass(frozen=True, kw_only=True)
class RequestItem:
    """One thing a request should tell; a crisis item knows the one answer that calms."""

    key: str
    label: str
    crisis_answer: str = ""
    calm_answer: str = ""

    @property
    def is_about_crisis(self) -> bool:
        """Say whether the answer decides how urgent the request is."""
        return bool(self.crisis_answer)


@dataclass(frozen=True, kw_only=True)
class RequestForm:
    """What a request asks for."""

    items: tuple[RequestItem, ...]
    source: Citation
    crisis_source: Citation

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "RequestForm":
        """Read the form from JSON or TOML."""
        return cls(
            items=tuple(RequestItem(**each) for each in raw["items"]),
            source=Citation.from_json(raw["source"]),
            crisis_source=Citation.from_json(raw["crisis_source"]),
        )


@dataclass(frozen=True, kw_only=True)
class Triage:
    """How urgent a request is, what it leaves open, and why."""

    urgency: Urgency
    answered: int
    asked: int
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def needs_asking(self) -> bool:
        """Say whether a person must ask about safety: after a yes, and after silence."""
        return self.urgency is not Urgency.ROUTINE

    def as_json(self) -> dict[str, object]:
        """Give the triage as plain JSON."""
        return {
            "urgency": str(self.urgency),
            "needs_asking": self.needs_asking,
            "answered": self.answered,
            "asked": self.asked,
            "missing": list(self.missing),
            "findings": [finding.as_json() for finding in self.findings],
        }


def triage(answers: Mapping[str, object], form: RequestForm) -> Triage:
    """Judge a request from its answers; what was not answered never calms."""
    findings = tuple(
        _crisis_finding(item, answers.get(item.key), form.crisis_source)
        for item in form.items
        if item.is_about_crisis
    )
    missing = tuple(item.key for item in form.items if _is_blank(answers.get(item.key)))
    return Triage(
        urgency=_urgency({finding.verdict for finding in findings}),
        answered=len(form.items) - len(missing),
        asked=len(form.items),
        missing=missing,
        findings=findings,
    )


def _urgency(verdicts: set[Verdict]) -> Urgency:
    if Verdict.NOT_MET in verdicts:
        return Urgency.NOW
    return Urgency.ASK if Verdict.UNKNOWN in verdicts else Urgency.ROUTINE


def _crisis_finding(item: RequestItem, answer: object, source: Citation) -> Finding:
    if answer == item.crisis_answer:
        verdict, reason = Verdict.NOT_MET, f"{item.label}: {answer}. Show crisis help and ask at once"
    elif answer == item.calm_answer:
        verdict, reason = Verdict.MET, f"{item.label}: {answer}"
    else:
        verdict, reason = Verdict.UNKNOWN, f"{item.label}: not answered. Show crisis help and ask"
    return Finding(
        rule_id=f"{item.key}_is_denied",
        verdict=verdict,
        force=Force.RELATIVE,
        reason=reason,
        source=source,
        missing=(item.key,) if verdict is Verdict.UNKNOWN else (),
    )


def _is_blank(answer: object) -> bool:
    return answer is None or answer in ("", [])
