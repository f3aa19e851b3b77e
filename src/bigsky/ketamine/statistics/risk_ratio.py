"""How many times as often an event happened in one group as in another."""

from dataclasses import dataclass
from math import exp, log, sqrt

_Z_95 = 1.959963984540054  # 97.5th percentile of the standard normal


@dataclass(frozen=True, kw_only=True)
class Proportion:
    """Events among people."""

    events: int
    n: int

    @property
    def share(self) -> float:
        """Events for each person."""
        return self.events / self.n


@dataclass(frozen=True, kw_only=True)
class RiskRatio:
    """A ratio of two shares with its 95 % interval."""

    estimate: float
    low: float
    high: float


def risk_ratio(active: Proportion, control: Proportion) -> RiskRatio | None:
    """Divide two shares, with the log-normal Wald interval; unknown when a group has no event."""
    if min(active.events, control.events) == 0:
        return None
    estimate = active.share / control.share
    error = sqrt(1 / active.events - 1 / active.n + 1 / control.events - 1 / control.n)
    low, high = (exp(log(estimate) + side * _Z_95 * error) for side in (-1, 1))
    return RiskRatio(estimate=estimate, low=low, high=high)
