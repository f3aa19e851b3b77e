"""When the pump pushed drug, and at what rate, read from a session's events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from bigsky.ketamine.infusion.events import Event
from bigsky.ketamine.infusion.session import Session, SessionState, advance
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.ketamine.vocabulary.timeline import Happening, in_true_order

_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_PER_HOUR = 3_600_000_000


@dataclass(frozen=True, kw_only=True)
class PumpRun:
    """A stretch of time in which the pump pushed drug at one rate."""

    began_at: datetime
    ended_at: datetime
    rate_ml_per_h: Decimal

    @property
    def volume_ml(self) -> Decimal:
        """What was pushed out in it."""
        return self.rate_ml_per_h * ((self.ended_at - self.began_at) // _MICROSECOND) / _MICROSECONDS_PER_HOUR

    def split(self, volume_ml: Decimal) -> "tuple[PumpRun, PumpRun]":
        """Cut the run at the moment this volume had left it."""
        microseconds = volume_ml * _MICROSECONDS_PER_HOUR / self.rate_ml_per_h
        whole = int(microseconds.to_integral_value(rounding=ROUND_DOWN))
        cut_at = min(self.ended_at, self.began_at + whole * _MICROSECOND)
        return replace(self, ended_at=cut_at), replace(self, began_at=cut_at)


def pump_runs(happenings: Iterable[Happening[Event]], *, until: datetime) -> tuple[PumpRun, ...]:
    """List the pump's runs of a possible history; it ends by itself when the programmed volume is out."""
    stretches = [stretch for stretch in _stretches(happenings, until) if stretch.began_at < stretch.ended_at]
    return first_ml([run for run in stretches if run.rate_ml_per_h], _programmed_ml(happenings))


def first_ml(runs: Iterable[PumpRun], volume_ml: Decimal) -> tuple[PumpRun, ...]:
    """Keep the runs up to this volume."""
    return tuple(before for before, _ in _parted(runs, volume_ml) if before.began_at < before.ended_at)


def beyond_ml(runs: Iterable[PumpRun], volume_ml: Decimal) -> tuple[PumpRun, ...]:
    """Keep the runs after this volume."""
    return tuple(after for _, after in _parted(runs, volume_ml) if after.began_at < after.ended_at)


def _parted(runs: Iterable[PumpRun], volume_ml: Decimal) -> Iterator[tuple[PumpRun, PumpRun]]:
    left_ml = volume_ml
    for run in runs:
        yield run.split(max(Decimal(0), left_ml))
        left_ml -= run.volume_ml


def _programmed_ml(happenings: Iterable[Happening[Event]]) -> Decimal:
    programmes = (getattr(each.what, "programme", None) for each in happenings)
    return next((programme.volume_ml for programme in programmes if programme), Decimal(0))


def _stretches(happenings: Iterable[Happening[Event]], until: datetime) -> Iterator[PumpRun]:
    session, since = Session(), until
    for happening in in_true_order(happenings):
        now = min(happening.happened_at, until)
        if session.state is SessionState.RUNNING:
            yield PumpRun(began_at=since, ended_at=now, rate_ml_per_h=session.rate_ml_per_h)
        following = advance(session, happening)
        if isinstance(following, Refusal):
            return  # an impossible history has been refused before anyone asks for its runs
        session, since = following, now
    if session.state is SessionState.RUNNING:
        yield PumpRun(began_at=since, ended_at=until, rate_ml_per_h=session.rate_ml_per_h)
