"""What the pages show of the evidence: sections of claims, numbered sources, the trials side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bigsky.clinic.evidence.suitability import LONG_USE, MAY_NOT_SUIT, PlainWords
from bigsky.ketamine import library
from bigsky.ketamine.evidence.forest import TrialResult
from bigsky.ketamine.evidence.rows import Evidence
from bigsky.ketamine.evidence.statement import Topic, statement
from bigsky.ketamine.screening.rules import rule_named
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.pictures.forest_plot import Forest, ForestRow, forest_plot
from bigsky.pictures.picture import Picture

_TRUST_WORDS = {
    Trust.READ: "read at the source",
    Trust.SECOND_HAND: "known through another source",
    Trust.CALCULATED: "worked out from printed figures",
    Trust.CALIBRATED: "fitted to published figures",
    Trust.ASSUMED: "chosen by us",
    Trust.FROM_MEMORY: "not checked",
}


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One sentence and the numbers of the sources it rests on."""

    text: str
    references: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One numbered source, with how it is known in plain words."""

    number: int
    text: str
    url: str
    trust: str


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """Everything the public page says: claims by topic (`how_fast`), who it may not suit, trials, sources."""

    claims: dict[str, tuple[Claim, ...]]
    certainty: str
    may_not_suit: tuple[Claim, ...]
    long_use: tuple[Claim, ...]
    trials: tuple[TrialResult, ...]
    unclear_trials: int
    picture: Picture
    sources: tuple[Source, ...]


class _Shelf:
    """Numbers the sources in the order in which they are first named."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, str, Trust], int] = {}

    def number(self, citation: Citation) -> int:
        key = (citation.text, citation.url, citation.trust)
        return self._citations.setdefault(key, len(self._citations) + 1)

    def claim(self, text: str, citations: Iterable[Citation]) -> Claim:
        return Claim(text=text, references=tuple(sorted({self.number(each) for each in citations})))

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(number=number, text=text, url=url, trust=_TRUST_WORDS[trust])
            for (text, url, trust), number in self._citations.items()
        )


@cache
def public_answer() -> PublicAnswer:
    """Answer "Can ketamine treat depression?" from the evidence that ships."""
    return answer_from(library.evidence())


def answer_from(evidence: Evidence) -> PublicAnswer:
    """Answer from these rows and no others."""
    said, shelf = statement(evidence), _Shelf()
    claims = {
        topic.value.replace("-", "_"): tuple(
            shelf.claim(each.text, each.sources) for each in said.about(topic)
        )
        for topic in Topic
    }
    return PublicAnswer(
        claims=claims,
        certainty=" or ".join(
            dict.fromkeys(f"“{each.certainty}”" for each in said.about(Topic.HELPS) if each.certainty)
        ),
        may_not_suit=_in_plain_words(shelf, MAY_NOT_SUIT),
        long_use=_in_plain_words(shelf, LONG_USE),
        trials=said.trials,
        unclear_trials=sum(not trial.is_clear for trial in said.trials),
        picture=_side_by_side(said.trials),
        sources=shelf.sources(),
    )


def _in_plain_words(shelf: _Shelf, lines: Iterable[PlainWords]) -> tuple[Claim, ...]:
    return tuple(
        shelf.claim(text, [rule.source for each in rule_ids if (rule := rule_named(each))])
        for text, rule_ids in lines
    )


def _side_by_side(trials: Iterable[TrialResult]) -> Picture:
    rows = tuple(
        ForestRow(
            label=trial.label, estimate=trial.ratio.estimate, low=trial.ratio.low, high=trial.ratio.high
        )
        for trial in trials
        if trial.ratio
    )
    forest = Forest(
        measure="How many times as many people got better",
        rows=rows,
        favours_left="fewer with ketamine",
        favours_right="more with ketamine",
        title="Trials of ketamine for depression, side by side",
    )
    return forest_plot(forest, picture_id="trials", width=680)
