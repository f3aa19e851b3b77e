"""What a rule is: a proposition about a patient that holds, does not hold, or is not known to hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bigsky.ketamine.screening.facts import fact_named
from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.screening.three_valued import Truth, negate
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

Proposition = Callable[[PatientSnapshot, Mapping[str, Decimal]], Truth]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One proposition: the facts and thresholds it reads, and its words when it holds and when not.

    `met` and `not_met` may show any fact or threshold the rule reads: `{age_years}`.
    What follows when it does not hold (its force) is clinic policy.
    """

    rule_id: str
    title: str
    facts: tuple[str, ...]
    holds: Proposition
    met: str
    not_met: str
    source: Citation
    thresholds: tuple[str, ...] = ()

    def finding(self, snapshot: PatientSnapshot, policy: ScreeningPolicy) -> Finding:
        """Apply the rule; what the policy does not say is as unknown as a missing fact."""
        unsaid = self._unsaid(policy)
        verdict = Verdict.UNKNOWN if unsaid else _verdict(self.holds(snapshot, policy.values))
        unknown = tuple(name for name in self.facts if getattr(snapshot, name) is None)
        missing = (*unsaid, *unknown) if verdict is Verdict.UNKNOWN else ()
        in_policy = policy.rules.get(self.rule_id)
        return Finding(
            rule_id=self.rule_id,
            verdict=verdict,
            # A rule of which the policy is silent is unknown anyhow; until then it counts in full.
            force=in_policy.force if in_policy else Force.ABSOLUTE,
            reason=self._reason(verdict, shown=self._shown(snapshot, policy), missing=missing),
            source=self._source(policy),
            missing=missing,
        )

    def _unsaid(self, policy: ScreeningPolicy) -> tuple[str, ...]:
        forces = () if self.rule_id in policy.rules else (f"policy rules.{self.rule_id}",)
        numbers = tuple(
            f"policy thresholds.{name}" for name in self.thresholds if name not in policy.thresholds
        )
        return forces + numbers

    def _source(self, policy: ScreeningPolicy) -> Citation:
        numbers = [policy.thresholds[name].source for name in self.thresholds if name in policy.thresholds]
        return numbers[0] if numbers else self.source

    def _shown(self, snapshot: PatientSnapshot, policy: ScreeningPolicy) -> dict[str, str]:
        facts = {name: _words(getattr(snapshot, name)) for name in self.facts}
        return facts | {name: _words(policy.values.get(name)) for name in self.thresholds}

    def _reason(self, verdict: Verdict, *, shown: Mapping[str, str], missing: tuple[str, ...]) -> str:
        if verdict is Verdict.UNKNOWN:
            return f"Not known yet: {'; '.join(_label(name) for name in missing)}."
        return (self.met if verdict is Verdict.MET else self.not_met).format(**shown)


def absence(rule_id: str, fact: str, *, title: str, present: str, source: Citation) -> Rule:
    """Make the rule that a condition or medicine is absent; `present` is said when it is there."""

    def is_absent(snapshot: PatientSnapshot, _: Mapping[str, Decimal]) -> Truth:
        answer: Truth = getattr(snapshot, fact)
        return negate(answer)

    return Rule(
        rule_id=rule_id,
        title=title,
        facts=(fact,),
        holds=is_absent,
        met=f"{title}: answered no.",
        not_met=present,
        source=source,
    )


def read(text: str, *, url: str = "", note: str = "") -> Citation:
    """Cite a source that was read."""
    return Citation(text=text, trust=Trust.READ, url=url, note=note)


def second_hand(text: str, *, url: str = "", note: str = "") -> Citation:
    """Cite a source known through another, or of low trust."""
    return Citation(text=text, trust=Trust.SECOND_HAND, url=url, note=note)


def _verdict(truth: Truth) -> Verdict:
    if truth is None:
        return Verdict.UNKNOWN
    return Verdict.MET if truth else Verdict.NOT_MET


def _words(value: object) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return format(Decimal(str(value)).normalize(), "f")
    return "?" if value is None else str(value)


def _label(name: str) -> str:
    fact = fact_named(name)
    return fact.label if fact else name
