"""What every fact and every rule must hold to, whichever it is."""

import importlib
import pkgutil
from collections import Counter
from dataclasses import fields
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import all_facts_known

from bigsky.ketamine import library
from bigsky.ketamine.screening import facts as facts_room
from bigsky.ketamine.screening import rules as rules_room
from bigsky.ketamine.screening.facts import ALL_FACTS, FACTS_BY_SUBJECT, Fact, Kind, fact_named
from bigsky.ketamine.screening.rules import ALL_RULES, Rule, rules_that_read
from bigsky.ketamine.vocabulary.finding import Force, Verdict
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

# Planning asks for these; no rule of screening does.
_READ_BY_PLANNING = {"sex_at_birth", "weight_kg", "height_cm"}

every_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
every_fact = pytest.mark.parametrize("fact", ALL_FACTS, ids=lambda fact: fact.name)


def _found_in(room, kind: type) -> list:
    """Everything of a kind that stands in a tuple of the room's files."""
    modules = [
        importlib.import_module(f"{room.__name__}.{each.name}")
        for each in pkgutil.iter_modules(room.__path__)
    ]
    values = [value for module in modules for value in vars(module).values()]
    in_tuples = [each for value in values if isinstance(value, tuple) for each in value]
    return [each for each in [*values, *in_tuples] if isinstance(each, kind)]


def test_forgetting_to_register_a_rule_or_a_fact_fails():
    assert {rule.rule_id for rule in _found_in(rules_room, Rule)} == {rule.rule_id for rule in ALL_RULES}
    assert {fact.name for fact in _found_in(facts_room, Fact)} == {fact.name for fact in ALL_FACTS}


def test_every_field_of_the_snapshot_is_asked_exactly_once():
    asked = Counter(fact.name for fact in ALL_FACTS)
    assert asked == Counter(field.name for field in fields(PatientSnapshot))
    assert asked == Counter(fact.name for subject in FACTS_BY_SUBJECT.values() for fact in subject)


@every_fact
def test_a_fact_says_how_it_is_asked_and_what_may_be_answered(fact):
    assert fact.label
    assert fact.question.endswith("?")
    assert bool(fact.choices) is (fact.kind is Kind.CHOICE)
    is_number = fact.kind in {Kind.NUMBER, Kind.WHOLE_NUMBER}
    assert (fact.limit_field in library.limits()) is is_number


@every_fact
def test_a_fact_decides_a_rule_or_is_known_to_be_for_planning(fact):
    assert (fact.name in _READ_BY_PLANNING) is not bool(rules_that_read(fact.name))


@every_fact
def test_the_schema_describes_the_fact_as_it_is_asked(fact):
    described = library.schema("patient-snapshot")["properties"][fact.name]
    if fact.kind is Kind.CHOICE:
        assert described["enum"] == [*(choice.value for choice in fact.choices), None]
    if fact.limit_field:
        limit = library.limits()[fact.limit_field]
        assert (described["minimum"], described["maximum"]) == (limit.low, limit.high)
    assert fact.label in described["description"]


def test_rule_ids_are_unique_and_the_example_policy_speaks_of_each():
    ids = [rule.rule_id for rule in ALL_RULES]
    assert len(set(ids)) == len(ids)
    example = library.screening_example()
    assert set(example.rules) == set(ids)
    assert set(example.thresholds) == {name for rule in ALL_RULES for name in rule.thresholds}


@every_rule
def test_a_rule_names_facts_that_exist_and_speaks_only_of_what_it_reads(rule):
    assert rule.facts
    assert all(fact_named(name) for name in rule.facts)
    spoken = {name for text in (rule.met, rule.not_met) for _, name, _, _ in Formatter().parse(text) if name}
    assert spoken <= {*rule.facts, *rule.thresholds}
    assert rule.source.text


@pytest.mark.hazard("H-01")
@every_rule
def test_nothing_known_is_unknown_and_names_what_is_missing(rule):
    finding = rule.finding(PatientSnapshot(), library.screening_example())
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.missing == rule.facts


@given(all_facts_known(), st.sampled_from(ALL_RULES))
def test_a_rule_reads_only_the_facts_it_names(known, rule):
    example = library.screening_example()
    named = {name: known[name] for name in rule.facts}
    assert rule.finding(PatientSnapshot(**known), example) == rule.finding(PatientSnapshot(**named), example)


@given(all_facts_known(), st.sampled_from(ALL_RULES))
def test_a_rule_is_never_unknown_when_all_is_known(known, rule):
    finding = rule.finding(PatientSnapshot(**known), library.screening_example())
    assert finding.verdict is not Verdict.UNKNOWN
    assert "?" not in finding.reason


@every_rule
def test_the_force_is_the_policys_word(rule):
    for force in Force:
        content = library.policy_content("screening-example")
        content["rules"][rule.rule_id]["force"] = str(force)
        policy = type(library.screening_example()).from_json(content)
        assert rule.finding(PatientSnapshot(), policy).force is force


def test_a_benzodiazepine_is_never_advised_to_be_stopped():
    (rule,) = rules_that_read("diazepam_equivalent_mg_per_day")
    said = rule.finding(
        PatientSnapshot(diazepam_equivalent_mg_per_day=20), library.screening_example()
    ).reason
    assert "Do not stop or reduce it" in said
    assert "withdrawal" in said
