"""Can ketamine treat depression? What the page says, and what it rests on."""

import csv
import re
from importlib.resources import files

import pytest

from bigsky.ketamine import library
from bigsky.ketamine.evidence.rows import Evidence
from bigsky.ketamine.evidence.statement import Topic, statement
from bigsky.ketamine.vocabulary.citation import Trust

TABLES = ("pooled", "trials", "side_effects", "facts")
STATEMENT = statement(library.evidence())


def tables():
    folder = files("bigsky.ketamine") / "data" / "evidence"
    return {
        name: list(csv.DictReader((folder / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in TABLES
    }


def text_of(raw):
    return " ".join(sentence.text for sentence in statement(Evidence.from_rows(raw)).sentences)


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_is_spoken_of(topic):
    assert STATEMENT.about(topic)


def test_every_sentence_carries_its_rows_and_their_sources():
    for sentence in STATEMENT.sentences:
        assert sentence.rows
        assert all(source.text for source in sentence.sources)
        assert {source.trust for source in sentence.sources} <= {
            Trust.READ,
            Trust.CALCULATED,
            Trust.SECOND_HAND,
            Trust.ASSUMED,
        }


@pytest.mark.hazard("H-11")
@pytest.mark.parametrize(
    ("table", "place", "column", "value", "shown"),
    [
        ("pooled", 0, "active_percent", "31.4", "about 31 in 100"),
        ("pooled", 0, "certainty", "moderate", "Certainty: moderate."),
        ("trials", 0, "active_events", "29", "29 of 47"),
        ("side_effects", 0, "peak", "within 2 h", "peaked within 2 h"),
        ("facts", 0, "value", "55", "from 55 minutes"),
    ],
)
def test_a_changed_row_changes_its_sentence(table, place, column, value, shown):
    raw = tables()
    assert shown not in text_of(raw)
    raw[table][place][column] = value
    assert shown in text_of(raw)


@pytest.mark.hazard("H-11")
@pytest.mark.parametrize("table", TABLES)
def test_what_was_only_remembered_is_never_shown(table):
    raw = tables()
    for row in raw[table]:
        row["verified"] = "no"
    kept = statement(Evidence.from_rows(raw))
    assert all(row.table != table for sentence in kept.sentences for row in sentence.rows)
    assert len(kept.sentences) < len(STATEMENT.sentences)


def test_trials_that_found_nothing_are_told_as_fully_as_the_others():
    told = [sentence.text for sentence in STATEMENT.about(Topic.TRIALS)]
    form = re.compile(
        r"^.+: \d+ of \d+ .+ with ketamine, \d+ of \d+ with .+; "
        r"by these counts alone (a|no) clear difference\.$"
    )
    assert all(form.match(text) for text in told)
    null = [text for text in told if "no clear difference" in text]
    assert any("KARMA-Dep 2" in text for text in null)
    assert any("Lii 2023" in text for text in null)
    assert len(null) >= len(told) - len(null)


def test_it_says_that_ketamine_is_not_approved_for_depression():
    assert "not approved" in STATEMENT.about(Topic.NOT_APPROVED)[0].text


def test_what_a_review_graded_says_how_certain_it_is():
    graded = STATEMENT.about(Topic.HELPS)
    assert {sentence.certainty for sentence in graded} == {"very low", "low"}
    assert all(f"Certainty: {sentence.certainty}." in sentence.text for sentence in graded)


def test_halves_are_rounded_up_as_people_round():
    assert "about 47 in 100 were at least half better" in STATEMENT.about(Topic.HELPS)[1].text


def test_a_count_that_is_less_well_known_than_its_row_says_so():
    trust = {row["trial_id"]: row.source.trust for row in library.evidence().trials}

    assert trust["ionescu2019"] is Trust.ASSUMED
    assert trust["karmadep2"] is Trust.SECOND_HAND
    assert trust["lii2023"] is Trust.READ
