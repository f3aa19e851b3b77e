"""A linear compartment system: which part of the body passes how much to which, per hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

OUTSIDE = "outside"
"""Where drug goes that leaves for good."""


@dataclass(frozen=True, kw_only=True)
class CompartmentSystem:
    """Amounts x (mg) obey dx/dt = rates_per_h · x + input, the input entering `input_into`.

    `rates_per_h[to, source]` is the fraction of `source` that arrives in `to` per hour;
    the diagonal holds minus everything that leaves.
    """

    names: tuple[str, ...]
    rates_per_h: Array
    input_into: str

    @property
    def input_vector(self) -> Array:
        """One where the drug is given, zero elsewhere."""
        return np.array([float(name == self.input_into) for name in self.names])

    def total_exposure_mg_h(self, dose_mg: float) -> dict[str, float]:
        """Integrate each amount from the start to for ever; it does not depend on how the dose was spread."""
        areas = np.linalg.solve(-self.rates_per_h, self.input_vector * dose_mg)
        return dict(zip(self.names, (float(area) for area in areas), strict=True))


def compartment_system(flows_per_h: Mapping[tuple[str, str], float], *, input_into: str) -> CompartmentSystem:
    """Build a system from its flows: `{("plasma", "tissue"): 0.2, ("plasma", OUTSIDE): 0.7}`.

    Raises:
        ValueError: a flow is negative or not finite, or nothing flows from `input_into`.
    """
    names = tuple(dict.fromkeys(name for name in chain(*flows_per_h) if name != OUTSIDE))
    if input_into not in names:
        raise ValueError(f"{input_into!r} is not a compartment of this system")
    rates = np.zeros((len(names), len(names)))
    for (source, to), flow in flows_per_h.items():
        if not (np.isfinite(flow) and flow >= 0):
            raise ValueError(f"flow from {source} to {to} is {flow} /h")
        rates[names.index(source), names.index(source)] -= flow
        if to != OUTSIDE:
            rates[names.index(to), names.index(source)] += flow
    return CompartmentSystem(names=names, rates_per_h=rates, input_into=input_into)
