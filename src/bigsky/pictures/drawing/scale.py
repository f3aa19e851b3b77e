"""From values to places on the paper, and the round numbers to mark on the way."""

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Maps low…high to start…end in pixels, evenly or by ratios."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """Place a value."""
        low, high, place = self.low, self.high, value
        if self.is_log:
            low, high, place = log10(low), log10(high), log10(place)
        return self.start + (place - low) / (high - low) * (self.end - self.start)

    def clipped(self, value: float) -> float:
        """Place a value, at the edge if it lies beyond."""
        return self.at(min(max(value, self.low), self.high))


def nice_ticks(low: float, high: float, *, about: int = 5) -> list[float]:
    """List round numbers from low to high, roughly `about` of them, in steps of 1, 2 or 5."""
    rough = (high - low) / max(about, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    last = floor(high / step + 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def nice_high(high: float) -> float:
    """Round an upper end up to the next round number."""
    if high <= 0:
        return 1.0
    step = nice_ticks(0, high)[1]
    return ceil(high / step - 1e-9) * step


def ratio_ticks(low: float, high: float) -> list[float]:
    """List the ratios 1, 2, 5 of each power of ten from low to high; only 1 when that is many."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    factors = (1.0, 2.0, 5.0) if len(powers) <= 4 else (1.0,)  # noqa: PLR2004 - about ten labels fit
    ticks = (round(factor * 10.0**power, 10) for power in powers for factor in factors)
    return [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]
