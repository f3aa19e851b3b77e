"""Each rule's little table, read against the shipped example policy."""

import tomllib
from pathlib import Path

import pytest

from bigsky.ketamine import library
from bigsky.ketamine.screening.reading import read_snapshot
from bigsky.ketamine.screening.rules import ALL_RULES, rule_named
from bigsky.ketamine.vocabulary.patient import PatientSnapshot

SPECS = {
    rule_id: spec["rows"]
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for rule_id, spec in tomllib.loads(file.read_text()).items()
}
ROWS = [(rule_id, row) for rule_id, rows in SPECS.items() for row in rows]


def _name(value: object) -> str:
    return value if isinstance(value, str) else str(value["facts"])


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize(("rule_id", "row"), ROWS, ids=_name)
def test_a_rule_answers_as_its_table_says(rule_id, row):
    snapshot = read_snapshot(row["facts"], limits=library.limits())
    assert isinstance(snapshot, PatientSnapshot)
    finding = rule_named(rule_id).finding(snapshot, library.screening_example())
    assert (str(finding.verdict), list(finding.missing)) == (row["verdict"], row.get("missing", []))


def test_every_rule_has_a_table_and_every_table_a_rule():
    assert set(SPECS) == {rule.rule_id for rule in ALL_RULES}


@pytest.mark.parametrize("rule_id", SPECS)
def test_every_table_shows_the_rule_met_not_met_and_unknown(rule_id):
    assert {row["verdict"] for row in SPECS[rule_id]} == {"met", "not-met", "unknown"}


@pytest.mark.parametrize("rule_id", SPECS)
def test_every_table_spells_out_what_is_missing_when_nothing_is_known(rule_id):
    nothing_known = [row for row in SPECS[rule_id] if not row["facts"]]
    assert [row["missing"] for row in nothing_known] == [list(rule_named(rule_id).facts)]
