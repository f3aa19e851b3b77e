"""Can ketamine treat depression? The answer in plain words, each sentence carrying the rows it rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from bigsky.ketamine.evidence.forest import TrialResult, forest
from bigsky.ketamine.evidence.rows import Evidence, EvidenceRow
from bigsky.ketamine.vocabulary.citation import Citation


class Topic(StrEnum):
    """What a sentence speaks of, in the order they are read."""

    HELPS = "helps"
    TRIALS = "trials"
    HOW_FAST = "how-fast"
    HOW_LONG = "how-long"
    IN_PRACTICE = "in-practice"
    SIDE_EFFECTS = "side-effects"
    NOT_APPROVED = "not-approved"


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One claim in plain words, with the rows it rests on and how certain it is, if a review graded it."""

    topic: Topic
    text: str
    rows: tuple[EvidenceRow, ...]
    certainty: str = ""

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Name every source once."""
        return tuple(dict.fromkeys(row.source for row in self.rows))

    def as_json(self) -> dict[str, object]:
        """Give the sentence as plain JSON."""
        return {
            "topic": str(self.topic),
            "text": self.text,
            "certainty": self.certainty,
            "sources": [source.as_json() for source in self.sources],
        }


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Everything the public page says, and the trials behind it."""

    sentences: tuple[Sentence, ...]
    trials: tuple[TrialResult, ...]

    def about(self, topic: Topic) -> tuple[Sentence, ...]:
        """Pick the sentences of one topic."""
        return tuple(sentence for sentence in self.sentences if sentence.topic is topic)

    def as_json(self) -> dict[str, object]:
        """Give the statement as plain JSON."""
        return {
            "sentences": [sentence.as_json() for sentence in self.sentences],
            "trials": [trial.as_json() for trial in self.trials],
        }


def statement(evidence: Evidence) -> Statement:
    """Say what the rows say, no more; a claim without a row that may be shown is not made."""
    trials = forest(evidence)
    sentences = (
        *(_helps(row) for row in evidence.pooled),
        *(_trial(trial) for trial in trials),
        *_facts(evidence),
        *_side_effects(evidence),
    )
    return Statement(
        sentences=tuple(sorted(sentences, key=lambda each: list(Topic).index(each.topic))), trials=trials
    )


def _helps(row: EvidenceRow) -> Sentence:
    against = {"ketamine v placebo": "salt water or another dummy", "ketamine v midazolam": "a mild sedative"}
    got = {"response": "were at least half better", "remission": "had almost no symptoms left"}
    text = (
        f"In {row['k_trials']} trials with {row['n_participants']} people, "
        f"about {_whole(row['active_percent'])} in 100 {got[row['outcome']]} a day after ketamine, "
        f"and {_whole(row['control_percent'])} in 100 after {against[row['comparison']]}."
    )
    if row["active_low"]:
        text += (
            f" The true number may lie between {_whole(row['active_low'])} and {_whole(row['active_high'])}."
        )
    text += f" Certainty: {row['certainty']}."
    return Sentence(topic=Topic.HELPS, text=text, rows=(row,), certainty=row["certainty"])


def _trial(trial: TrialResult) -> Sentence:
    # One form for every trial: one that found nothing is told as fully as one that found something.
    row = trial.row
    verb = "were at least half better" if row["outcome"] == "response" else "had almost no symptoms left"
    verdict = "a clear difference" if trial.is_clear else "no clear difference"
    text = (
        f"{trial.label}, {row['population']} ({row['timepoint']}): "
        f"{trial.active.events} of {trial.active.n} {verb} with ketamine, "
        f"{trial.control.events} of {trial.control.n} with {row['comparator']}; "
        f"by these counts alone {verdict}."
    )
    return Sentence(topic=Topic.TRIALS, text=text, rows=(row,))


_FACTS: dict[str, tuple[Topic, Callable[[EvidenceRow], str]]] = {
    "first-better": (
        Topic.HOW_FAST,
        lambda row: (
            f"Where it helps, it helps fast: in trials people were better from {row['value']} {row['unit']} "
            "on (seen in bipolar depression), most of all after a day."
        ),
    ),
    "lead-lost": (
        Topic.HOW_LONG,
        lambda row: f"After one infusion the difference was gone by day {row['low']} to {row['high']}.",
    ),
    "relapse-median": (
        Topic.HOW_LONG,
        lambda row: (
            f"Of {row['n']} people who got better with six infusions, half were unwell again "
            f"{row['value']} {row['unit']} after the last one."
        ),
    ),
    "practice-response": (
        Topic.IN_PRACTICE,
        lambda row: (
            f"In ordinary clinics, without a comparison group, about {row['value']} in 100 got at least "
            f"half better ({_whole(row['low'])} to {_whole(row['high'])}; {row['n']} people)."
        ),
    ),
    "practice-remission": (
        Topic.IN_PRACTICE,
        lambda row: (
            f"About {row['value']} in 100 had almost no symptoms left "
            f"({_whole(row['low'])} to {_whole(row['high'])})."
        ),
    ),
    "worse": (
        Topic.IN_PRACTICE,
        lambda row: (
            f"About {_whole(row['value'])} in 100 got worse ({row['n']} people in ordinary practice)."
        ),
    ),
    "not-approved": (
        Topic.NOT_APPROVED,
        lambda row: (
            "Ketamine given into a vein is not approved as a medicine for depression "
            f"(source of {row['value']}); a doctor who gives it does so off label."
        ),
    ),
}


def _facts(evidence: Evidence) -> Iterable[Sentence]:
    for row in evidence.facts:
        if row["key"] in _FACTS:
            topic, words = _FACTS[row["key"]]
            yield Sentence(topic=topic, text=words(row), rows=(row,))


_EFFECTS = {
    "dissociation": "feeling unreal or outside oneself",
    "dizziness": "dizziness or spinning",
    "drowsiness": "drowsiness",
    "blood-pressure": "blood pressure of 165/100 or more for a while",
    "headache": "headache",
    "nausea": "feeling sick",
    "vomiting": "being sick",
}


def _side_effects(evidence: Evidence) -> Iterable[Sentence]:
    for key, words in _EFFECTS.items():
        rows = tuple(row for row in evidence.side_effects if row["effect_key"] == key)
        if rows:
            rates = sorted({Decimal(row["value"]) for row in rows})
            shown = " to ".join(_whole(rate) for rate in rates)
            text = f"{words[0].upper()}{words[1:]}: {shown} in 100 people."
            yield Sentence(topic=Topic.SIDE_EFFECTS, text=text, rows=rows)
    for row in evidence.side_effects:
        if row["effect_key"] == "course":
            text = f"The commonest effects peaked {row['peak']} and had gone ({row['resolution']})."
            yield Sentence(topic=Topic.SIDE_EFFECTS, text=text, rows=(row,))
        if row["effect_key"] == "stopped":
            text = (
                f"About {_whole(row['value'])} in 100 infusions were stopped because of an unwanted effect."
            )
            yield Sentence(topic=Topic.SIDE_EFFECTS, text=text, rows=(row,))


def _whole(number: str | Decimal) -> str:
    return str(Decimal(number).quantize(Decimal(1), rounding=ROUND_HALF_UP))
