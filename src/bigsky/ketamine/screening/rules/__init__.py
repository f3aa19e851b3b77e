"""Every screening rule, in the order in which findings are given."""

from bigsky.ketamine.screening.rules.conditions import CONDITION_RULES
from bigsky.ketamine.screening.rules.eligibility import ELIGIBILITY_RULES
from bigsky.ketamine.screening.rules.investigations import INVESTIGATION_RULES
from bigsky.ketamine.screening.rules.medicines import MEDICINE_RULES
from bigsky.ketamine.screening.rules.rule import Rule
from bigsky.ketamine.screening.rules.suicide_risk import SUICIDE_RISK_RULES

__all__ = ["ALL_RULES", "Rule", "rule_named", "rules_that_read"]

ALL_RULES: tuple[Rule, ...] = (
    *ELIGIBILITY_RULES,
    *SUICIDE_RISK_RULES,
    *CONDITION_RULES,
    *MEDICINE_RULES,
    *INVESTIGATION_RULES,
)

_BY_ID = {rule.rule_id: rule for rule in ALL_RULES}


def rule_named(rule_id: str) -> Rule | None:
    """Find a rule by its id."""
    return _BY_ID.get(rule_id)


def rules_that_read(fact_name: str) -> tuple[Rule, ...]:
    """List the rules that a fact decides."""
    return tuple(rule for rule in ALL_RULES if fact_name in rule.facts)
