"""The readable reference: one matrix exponential from each moment of interest to the next.

It is exact for any rates, equal ones too, and slow. `closed_form` is held against it and falls back on it.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, log2

import numpy as np

from bigsky.ketamine.pharmacology.compartments import Array, CompartmentSystem
from bigsky.ketamine.pharmacology.regimen import Regimen

_MINUTES_PER_H = 60.0
_TAYLOR_TERMS = 20  # the scaled norm is at most ½, and ½^20 / 20! is far below the rounding of a double


def matrix_exponential(matrix: Array) -> Array:
    """Compute e^matrix: halve until small, sum the series, square back."""
    norm = float(np.abs(matrix).sum(axis=0).max())
    halvings = max(0, ceil(log2(norm)) + 1) if norm > 0 else 0
    small = matrix / 2.0**halvings
    term = total = np.eye(len(matrix))
    for k in range(1, _TAYLOR_TERMS + 1):
        term = term @ small / k
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def amounts_stepwise_mg(system: CompartmentSystem, *, regimen: Regimen, times_min: Sequence[float]) -> Array:
    """Follow the amounts from event to event; shape (compartments, times), in the order of `times_min`."""
    edges = {edge for segment in regimen.segments for edge in (segment.start_min, segment.end_min)}
    moments = sorted({0.0, *edges, *times_min})
    state = np.zeros(len(system.names))
    at: dict[float, Array] = {0.0: state}
    for start, end in pairwise(moments):
        state = _advanced(
            system, state, rate_mg_per_h=_rate_mg_per_h(regimen, start), hours=(end - start) / _MINUTES_PER_H
        )
        at[end] = state
    return np.array([at[moment] for moment in times_min]).reshape(-1, len(system.names)).T


def _rate_mg_per_h(regimen: Regimen, at_min: float) -> float:
    running = (each for each in regimen.segments if each.start_min <= at_min < each.end_min)
    return sum(segment.rate_mg_per_min for segment in running) * _MINUTES_PER_H


def _advanced(system: CompartmentSystem, state: Array, *, rate_mg_per_h: float, hours: float) -> Array:
    # The constant input rides along as one more state that never changes.
    size = len(state)
    joint = np.zeros((size + 1, size + 1))
    joint[:size, :size] = system.rates_per_h
    joint[:size, size] = system.input_vector * rate_mg_per_h
    advanced: Array = (matrix_exponential(joint * hours) @ np.append(state, 1.0))[:size]
    return advanced
