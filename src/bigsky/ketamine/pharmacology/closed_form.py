"""The exact amounts at any moments at once, from the modes of a compartment system.

In the coordinates of its eigenvectors a linear system falls apart into modes that decay on their own.
A mode fed at a constant rate for a while, then left alone, has a one-line solution; an infusion is the sum
of its segments.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bigsky.ketamine.pharmacology.compartments import Array, CompartmentSystem
from bigsky.ketamine.pharmacology.regimen import Regimen, Segment
from bigsky.ketamine.pharmacology.stepwise import amounts_stepwise_mg

_MINUTES_PER_H = 60.0
# Eigenvectors of nearly equal rates are nearly parallel: a relative gap of 10⁻⁵ costs five of sixteen digits.
_SMALLEST_RELATIVE_GAP = 1e-5
_LARGEST_CONDITION = 1e6


@dataclass(frozen=True, kw_only=True)
class Modes:
    """Decay rates (/h), shape (m,), and what a unit of drug in each mode adds to each compartment, (n, m)."""

    decay_per_h: Array
    gain: Array


def modes_of(system: CompartmentSystem) -> Modes | None:
    """Take a system apart into its modes; None when rates are too close (or oscillate) to do so exactly."""
    values, vectors = np.linalg.eig(system.rates_per_h)
    if np.iscomplexobj(values) or not _is_well_separated(values):
        return None
    if np.linalg.cond(vectors) > _LARGEST_CONDITION:
        return None
    share = np.linalg.solve(vectors, system.input_vector)
    return Modes(decay_per_h=-values, gain=vectors * share)


def amounts_mg(system: CompartmentSystem, *, regimen: Regimen, times_min: Sequence[float]) -> Array:
    """Compute the amount in each compartment at each time, exactly; shape (compartments, times)."""
    modes = modes_of(system)
    if modes is None:
        return amounts_stepwise_mg(system, regimen=regimen, times_min=times_min)
    times_h = np.asarray(times_min, dtype=np.float64) / _MINUTES_PER_H
    fed = np.zeros((len(modes.decay_per_h), len(times_h)))
    for segment in regimen.segments:
        fed += _fed_by(segment, modes.decay_per_h[:, None], times_h)
    # An amount cannot be negative: what rounding leaves below nothing is nothing.
    return np.maximum(modes.gain @ fed, 0.0)


def _fed_by(segment: Segment, decay_per_h: Array, times_h: Array) -> Array:
    start_h, end_h = segment.start_min / _MINUTES_PER_H, segment.end_min / _MINUTES_PER_H
    running_h = np.clip(times_h - start_h, 0.0, end_h - start_h)
    since_end_h = np.maximum(times_h - end_h, 0.0)
    filled_h = running_h * _mean_survival(decay_per_h * running_h)
    return segment.rate_mg_per_min * _MINUTES_PER_H * filled_h * np.exp(-decay_per_h * since_end_h)


def _mean_survival(x: Array) -> Array:
    # (1 - e^-x) / x without the loss of digits near 0, where it is 1.
    safe = np.where(x == 0.0, 1.0, x)
    return np.where(x == 0.0, 1.0, -np.expm1(-safe) / safe)


def _is_well_separated(rates: Array) -> bool:
    ordered = np.sort(rates)
    larger = np.maximum(np.abs(ordered[1:]), np.abs(ordered[:-1]))
    return bool(np.all(np.diff(ordered) > _SMALLEST_RELATIVE_GAP * larger))
