"""Did it help, for one patient: baseline, latest, change and findings, and the mood line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from bigsky.ketamine.followup.response import Change, response
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import ScaleScore, answers_in_order, score
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.pictures.mood_line import InfusionMark, MoodHistory, MoodScore, SeverityBand


class Rated(Protocol):
    """A rating as the course reads it."""

    @property
    def pk(self) -> UUID:
        """Its key."""

    @property
    def completed_at(self) -> datetime:
        """When it was answered."""

    @property
    def occasion(self) -> str:
        """Why it was asked."""

    @property
    def answers(self) -> list[int | None]:
        """The answers in the order of the items."""

    @property
    def total(self) -> int | None:
        """The sum, when every item was answered."""


@dataclass(frozen=True, kw_only=True)
class Infused:
    """One infusion that was given: when it began, and what reached the vein."""

    session_id: UUID
    number: int
    started_at: datetime
    delivered_mg: Decimal
    phase: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """How one person does on one scale; `None` where nothing is known."""

    scale: Scale
    baseline: Rated | None
    latest: Rated | None
    previous: Rated | None
    change: Change
    ratings: Sequence[Rated]
    infusions: tuple[Infused, ...]

    @property
    def findings(self) -> list[dict[str, object]]:
        """Give response and remission as the page shows findings."""
        return [self.change.response.as_json(), self.change.remission.as_json()]

    @property
    def points_since_previous(self) -> int | None:
        """Points since the rating before the latest; negative is better."""
        if self.latest is None or self.previous is None or self.latest.total is None:
            return None
        return None if self.previous.total is None else self.latest.total - self.previous.total

    @property
    def points_since_previous_said(self) -> str:
        """Say that change in words."""
        points = self.points_since_previous
        return "not known" if points is None else f"{points:+d}"

    def history(self, today: datetime | None) -> MoodHistory | None:
        """Give the data of the mood line; `None` when there is nothing to draw."""
        if not self.ratings and not self.infusions:
            return None
        return MoodHistory(
            scale=self.scale.key.upper(),
            lowest=0,
            highest=self.scale.highest_total,
            scores=tuple(MoodScore(at=each.completed_at, score=each.total) for each in self.ratings),
            infusions=tuple(
                InfusionMark(at=each.started_at, dose=f"{each.delivered_mg:.1f} mg")
                for each in self.infusions
            ),
            bands=tuple(
                SeverityBand(name=band.name, low=band.low, high=band.high) for band in self.scale.bands
            ),
            remission_below=self.scale.improvement.remission_below if self.scale.improvement else None,
            today=today,
        )


def composed(scale: Scale, *, rated: Sequence[Rated], infused: tuple[Infused, ...]) -> Course:
    """Compose a course from its ratings, newest first, and its infusions, oldest first."""
    known = [each for each in rated if each.total is not None]
    baseline = _baseline(known, infused)
    latest = rated[0] if rated else None
    earlier = [each for each in known if latest is not None and each.pk != latest.pk]
    return Course(
        scale=scale,
        baseline=baseline,
        latest=latest,
        previous=earlier[0] if earlier else None,
        change=_change(scale, baseline, latest),
        ratings=rated,
        infusions=infused,
    )


def _baseline(known: list[Rated], infused: tuple[Infused, ...]) -> Rated | None:
    """The last complete rating before the first infusion; without an infusion the first called so."""
    if infused:
        before = [each for each in known if each.completed_at <= infused[0].started_at]
        return before[0] if before else None
    called_so = [each for each in known if each.occasion == "baseline"]
    return called_so[-1] if called_so else None


def _change(scale: Scale, baseline: Rated | None, latest: Rated | None) -> Change:
    # A baseline is no answer to its own question.
    current = None if latest is None or (baseline and latest.pk == baseline.pk) else latest
    change = response(scale, baseline=_score(scale, baseline), current=_score(scale, current))
    if isinstance(change, Refusal):
        raise TypeError(str(change))
    return change


def _score(scale: Scale, rating: Rated | None) -> ScaleScore | None:
    if rating is None:
        return None
    by_item = answers_in_order(scale, rating.answers)
    scored = by_item if isinstance(by_item, Refusal) else score(scale, by_item)
    if isinstance(scored, Refusal | tuple):
        raise TypeError(f"Stored answers do not score: {scored}")
    return scored
