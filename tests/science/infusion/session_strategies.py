"""Sessions for tests: a plain one, and any possible one."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from bigsky.ketamine.infusion.events import (
    BeginRecovery,
    ChangeRate,
    Discharge,
    Flush,
    Pause,
    Programme,
    Resume,
    Start,
    Stop,
)
from bigsky.ketamine.vocabulary.timeline import Happening

ZERO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PROGRAMME = Programme(rate_ml_per_h=Decimal(60), volume_ml=Decimal(40), concentration_mg_per_ml=Decimal(1))
START = Start(programme=PROGRAMME)


def at(minutes):
    return ZERO + timedelta(minutes=minutes)


def happened(minutes, what, *, entered=None):
    return Happening(
        happened_at=at(minutes), entered_at=at(minutes if entered is None else entered), what=what
    )


def plain_session(*, upto=200):
    """Start at 0, stop at 40, recovery at 41, discharge at 110."""
    events = ((0, START), (40, Stop(reason="finished")), (41, BeginRecovery()), (110, Discharge()))
    return tuple(happened(minutes, what) for minutes, what in events if minutes <= upto)


RATES = st.decimals("1", "200", places=1)


@st.composite
def pump_histories(draw):
    """A start, then pauses, resumes and rate changes at distinct minutes, and perhaps a stop and flushes."""
    programme = Programme(
        rate_ml_per_h=draw(RATES),
        volume_ml=draw(st.decimals("5", "100", places=2)),
        concentration_mg_per_ml=draw(st.decimals("0.5", "5", places=1)),
    )
    moments = draw(st.lists(st.integers(1, 7200), unique=True, max_size=8).map(sorted))
    history, paused = [happened(0, Start(programme=programme))], False
    for second in moments:
        if draw(st.booleans()):
            what = ChangeRate(rate_ml_per_h=draw(RATES))
        else:
            what, paused = (Resume(), False) if paused else (Pause(), True)
        history.append(happened(second / 60, what))
    if draw(st.booleans()):
        history.append(happened(121, Stop(reason="finished")))
        flushes = draw(st.lists(st.decimals("0.1", "5", places=1), max_size=2))
        history += [happened(122 + each, Flush(volume_ml=ml)) for each, ml in enumerate(flushes)]
    return tuple(history)
