"""How many milligrams have reached the vein, from the pump's events.

The line is taken as primed with carrier and as plug flow: drug reaches the vein only after the pump has
filled the dead volume, and what sits there at the end is lost unless a flush pushes it in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bigsky.ketamine.infusion.events import Event, Flush, Programme
from bigsky.ketamine.infusion.pump import PumpRun, beyond_ml, pump_runs
from bigsky.ketamine.infusion.session import session_of
from bigsky.ketamine.pharmacology.regimen import Regimen, Segment, regimen_of
from bigsky.ketamine.vocabulary.quantities import plain
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.ketamine.vocabulary.timeline import Happening, in_true_order

_SHOWN = Decimal("0.001")
_FLUSH_MINUTES = 1.0  # a hand's push; assumed, and without weight beside a 40-minute infusion
_SECONDS_PER_MINUTE = 60
_MINUTES_PER_HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Line:
    """The tubing between pump and vein, primed with carrier."""

    dead_volume_ml: Decimal


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What left the pump, what sits in the line and what reached the vein."""

    pumped_ml: Decimal
    reached_ml: Decimal
    programme: Programme | None

    @property
    def in_line_ml(self) -> Decimal:
        """What left the pump and has not reached the vein."""
        return self.pumped_ml - self.reached_ml

    @property
    def dose_mg(self) -> Decimal:
        """What reached the vein."""
        return self.reached_ml * self._concentration

    @property
    def in_line_mg(self) -> Decimal:
        """What sits in the line."""
        return self.in_line_ml * self._concentration

    @property
    def _concentration(self) -> Decimal:
        return self.programme.concentration_mg_per_ml if self.programme else Decimal(0)

    def as_json(self) -> dict[str, str]:
        """Give it as plain JSON: decimal text, to 0.001."""
        figures = {
            "pumped_ml": self.pumped_ml,
            "in_line_ml": self.in_line_ml,
            "delivered_mg": self.dose_mg,
            "in_line_mg": self.in_line_mg,
            "programmed_mg": self.programme.dose_mg if self.programme else Decimal(0),
        }
        return {name: plain(figure.quantize(_SHOWN)) for name, figure in figures.items()}


def delivered(happenings: Iterable[Happening[Event]], *, at: datetime, line: Line) -> Delivered | Refusal:
    """Reckon what had reached the vein at a moment, all events taken at their true time."""
    known = _known(happenings, at)
    session = session_of(known)
    if isinstance(session, Refusal):
        return session
    pumped_ml = sum((run.volume_ml for run in pump_runs(known, until=at)), Decimal(0))
    flushed_ml = sum((flush.volume_ml for _, flush in _flushes(known)), Decimal(0))
    return Delivered(
        pumped_ml=pumped_ml, reached_ml=_reached_ml(pumped_ml, flushed_ml, line), programme=session.programme
    )


def delivered_mg(happenings: Iterable[Happening[Event]], *, at: datetime, line: Line) -> Decimal | Refusal:
    """Reckon the milligrams that had reached the vein at a moment."""
    answer = delivered(happenings, at=at, line=line)
    return answer if isinstance(answer, Refusal) else answer.dose_mg


def regimen_from_events(
    happenings: Iterable[Happening[Event]], *, until: datetime, line: Line
) -> Regimen | Refusal:
    """Give what reached the vein as a regimen for pharmacology; minute 0 is the start of the pump."""
    known = _known(happenings, until)
    session = session_of(known)
    if isinstance(session, Refusal):
        return session
    if session.programme is None or session.started_at is None:
        return regimen_of(())
    runs = pump_runs(known, until=until)
    to_mg = session.programme.concentration_mg_per_ml
    pumped = [_segment(run, session.started_at, to_mg) for run in beyond_ml(runs, line.dead_volume_ml)]
    pumped_ml = sum((run.volume_ml for run in runs), Decimal(0))
    flushed = [
        Segment(
            start_min=_minutes(flushed_at, session.started_at),
            end_min=_minutes(flushed_at, session.started_at) + _FLUSH_MINUTES,
            rate_mg_per_min=float(pushed_ml * to_mg) / _FLUSH_MINUTES,
        )
        for flushed_at, pushed_ml in _pushed_in(known, pumped_ml, line)
    ]
    return regimen_of([*pumped, *flushed])


def _known(happenings: Iterable[Happening[Event]], at: datetime) -> tuple[Happening[Event], ...]:
    return in_true_order(each for each in happenings if each.happened_at <= at)


def _reached_ml(pumped_ml: Decimal, flushed_ml: Decimal, line: Line) -> Decimal:
    return min(pumped_ml, max(Decimal(0), pumped_ml + flushed_ml - line.dead_volume_ml))


def _flushes(known: Iterable[Happening[Event]]) -> Iterator[tuple[datetime, Flush]]:
    for each in known:
        if isinstance(each.what, Flush):
            yield each.happened_at, each.what


def _pushed_in(
    known: Iterable[Happening[Event]], pumped_ml: Decimal, line: Line
) -> Iterator[tuple[datetime, Decimal]]:
    flushed_ml = Decimal(0)
    for flushed_at, flush in _flushes(known):
        before_ml = _reached_ml(pumped_ml, flushed_ml, line)
        flushed_ml += flush.volume_ml
        gain_ml = _reached_ml(pumped_ml, flushed_ml, line) - before_ml
        if gain_ml:
            yield flushed_at, gain_ml


def _segment(run: PumpRun, zero: datetime, to_mg: Decimal) -> Segment:
    return Segment(
        start_min=_minutes(run.began_at, zero),
        end_min=_minutes(run.ended_at, zero),
        rate_mg_per_min=float(run.rate_ml_per_h * to_mg) / _MINUTES_PER_HOUR,
    )


def _minutes(at: datetime, zero: datetime) -> float:
    return (at - zero).total_seconds() / _SECONDS_PER_MINUTE
