import pytest

from bigsky.clinic.evidence.queries import public_answer
from bigsky.clinic.evidence.suitability import LONG_USE, MAY_NOT_SUIT
from bigsky.ketamine.screening.rules import rule_named

LINES = [*MAY_NOT_SUIT, *LONG_USE]


@pytest.mark.hazard("H-11")
@pytest.mark.parametrize(("text", "rule_ids"), LINES)
def test_what_may_not_suit_is_kept_by_rules_that_exist(text, rule_ids):
    assert rule_ids, text
    assert all(rule_named(each) for each in rule_ids)


def test_every_reference_leads_to_a_source():
    answer = public_answer()
    claims = [
        *answer.may_not_suit,
        *answer.long_use,
        *(each for some in answer.claims.values() for each in some),
    ]
    named = {number for claim in claims for number in claim.references}
    assert named == {source.number for source in answer.sources}
