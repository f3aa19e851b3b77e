"""One rule's answer: met, not met, or unknown. Missing data never passes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bigsky.ketamine.vocabulary.citation import Citation


class Verdict(StrEnum):
    """Whether a rule's proposition holds."""

    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"


class Force(StrEnum):
    """What follows when a rule is not met."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    INFORMATION = "information"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule's answer with its reason, its source and what is missing."""

    rule_id: str
    verdict: Verdict
    force: Force
    reason: str
    source: Citation
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the finding as plain JSON."""
        return {
            "rule_id": self.rule_id,
            "verdict": str(self.verdict),
            "force": str(self.force),
            "reason": self.reason,
            "source": self.source.as_json(),
            "missing": list(self.missing),
        }


def with_verdict(findings: Iterable[Finding], verdict: Verdict) -> tuple[Finding, ...]:
    """Pick the findings that carry this verdict, in their order."""
    return tuple(finding for finding in findings if finding.verdict is verdict)
