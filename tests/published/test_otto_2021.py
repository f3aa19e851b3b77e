"""Otto ME et al. Eur J Clin Pharmacol 2021;77:1181, doi 10.1007/s00228-021-03104-1 (numbers second-hand).

Inputs: the published parameters for 70 kg, 35 mg over 40 minutes. Expected values: calculated independently
with a matrix exponential. The areas follow from dose over clearance alone.
"""

import pytest

from bigsky.ketamine.pharmacology.models import otto_2021
from bigsky.ketamine.pharmacology.regimen import constant_infusion
from bigsky.ketamine.pharmacology.simulate import simulate

TABLE = [(40, 158.0, 47.1), (80, 78.8, 74.4), (110, 59.5, 73.2), (230, 26.7, 51.1)]
TOLERANCE_NG_PER_ML = 0.1


@pytest.fixture(scope="module")
def simulation():
    regimen = constant_infusion(dose_mg=35, minutes=40)
    times_min = [at_min for at_min, _, _ in TABLE]
    return simulate(otto_2021.MODEL, regimen=regimen, weight_kg=70, times_min=times_min)


def test_ketamine_follows_the_table(simulation):
    expected = [ketamine for _, ketamine, _ in TABLE]
    assert simulation.ketamine_ng_per_ml == pytest.approx(expected, abs=TOLERANCE_NG_PER_ML)


def test_norketamine_follows_the_table(simulation):
    expected = [norketamine for _, _, norketamine in TABLE]
    assert simulation.norketamine_ng_per_ml == pytest.approx(expected, abs=TOLERANCE_NG_PER_ML)


def test_the_areas_are_dose_over_clearance(simulation):
    assert simulation.ketamine_area_ng_h_per_ml == pytest.approx(35_000 / 95.2, rel=1e-6)
    assert simulation.norketamine_area_ng_h_per_ml == pytest.approx(35_000 / 57.72, rel=1e-6)


# Figs 3b and 4b (study CHDR1311): 10 mg S-ketamine over 30 min, venous, 68 kg. Hours, ketamine, norketamine;
# digitised by others, ± 10 %.
OBSERVED = [
    (0.5, 56, 10),
    (1, 27, 23),
    (2, 15.5, 20),
    (3, 11.5, 16),
    (5, 6.0, 12),
    (6, 4.2, 11),
    (8, 2.5, 8),
    (10, 1.8, 6.5),
]


def test_the_observed_medians_lie_close():
    regimen = constant_infusion(dose_mg=10, minutes=30)
    times_min = [60 * hours for hours, _, _ in OBSERVED]
    found = simulate(otto_2021.MODEL, regimen=regimen, weight_kg=68, times_min=times_min)
    predicted = [*found.ketamine_ng_per_ml, *found.norketamine_ng_per_ml]
    observed = [k for _, k, _ in OBSERVED] + [nk for _, _, nk in OBSERVED]
    errors = sorted((p - o) / o for p, o in zip(predicted, observed, strict=True))
    median = (errors[7] + errors[8]) / 2
    assert abs(median) < 0.15
    assert sorted(map(abs, errors))[14] < 0.25
