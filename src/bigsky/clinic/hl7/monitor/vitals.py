"""A virtual person's vital signs in the chair: plausible, seeded, and nothing more than that.

The rise of blood pressure and pulse is the average of published infusion series (about 10 / 7.5 mmHg at the
end of 40 minutes, calculated; pulse +2; gone by 90 minutes, second-hand); how it differs between people and
how it wobbles is assumed.
"""

import math
from dataclasses import dataclass
from random import Random

_INFUSION_MINUTES = 40.0
_FADING_MINUTES = 18.0


@dataclass(frozen=True, kw_only=True)
class Person:
    """What one virtual person brings along."""

    systolic_mmhg: float
    diastolic_mmhg: float
    heart_rate_per_min: float
    respiratory_rate_per_min: float
    spo2_percent: float
    rise: float
    seed: int


@dataclass(frozen=True, kw_only=True)
class Vitals:
    """What the monitor shows at one moment."""

    systolic_mmhg: int
    diastolic_mmhg: int
    mean_mmhg: int
    heart_rate_per_min: int
    respiratory_rate_per_min: int
    spo2_percent: int


def person(seed: int) -> Person:
    """Draw a virtual person."""
    dice = Random(seed)  # noqa: S311 - play, not secrecy
    return Person(
        systolic_mmhg=dice.uniform(108, 132),
        diastolic_mmhg=dice.uniform(64, 82),
        heart_rate_per_min=dice.uniform(60, 84),
        respiratory_rate_per_min=dice.uniform(12, 17),
        spo2_percent=dice.uniform(96.5, 99),
        rise=dice.lognormvariate(0, 0.4),
        seed=seed,
    )


def vitals_at(minute: float, who: Person) -> Vitals:
    """Say what the monitor shows at this minute since the infusion began (before it: negative)."""
    dice = Random(f"{who.seed}:{minute:.3f}")  # noqa: S311 - play, not secrecy
    effect = who.rise * _course(minute)
    systolic = who.systolic_mmhg + 10 * effect + dice.gauss(0, 2)
    diastolic = min(who.diastolic_mmhg + 7.5 * effect + dice.gauss(0, 1.5), systolic - 20)
    return Vitals(
        systolic_mmhg=round(systolic),
        diastolic_mmhg=round(diastolic),
        mean_mmhg=round(diastolic + (systolic - diastolic) / 3),
        heart_rate_per_min=round(who.heart_rate_per_min + 2 * effect + dice.gauss(0, 1.5)),
        respiratory_rate_per_min=round(who.respiratory_rate_per_min + dice.gauss(0, 0.8)),
        spo2_percent=min(100, round(who.spo2_percent - 0.5 * effect + dice.gauss(0, 0.4))),
    )


def _course(minute: float) -> float:
    """Give the effect from 0 to 1: it grows while the drug runs in and fades afterwards."""
    if minute <= 0:
        return 0.0
    if minute <= _INFUSION_MINUTES:
        return minute / _INFUSION_MINUTES
    return math.exp(-(minute - _INFUSION_MINUTES) / _FADING_MINUTES)
