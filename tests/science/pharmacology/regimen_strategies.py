"""Regimens and compartment systems for property tests of the pharmacology."""

from hypothesis import strategies as st

from bigsky.ketamine.pharmacology.compartments import OUTSIDE, compartment_system
from bigsky.ketamine.pharmacology.regimen import Regimen, Segment

rates_per_h = st.floats(0.01, 20.0)
rates_mg_per_min = st.floats(0.01, 10.0)
moments_min = st.floats(0.0, 2000.0)
weights_kg = st.floats(30.0, 200.0)


@st.composite
def segments(draw):
    start = draw(st.floats(0.0, 300.0))
    return Segment(
        start_min=start,
        end_min=start + draw(st.floats(1.0, 240.0)),
        rate_mg_per_min=draw(rates_mg_per_min),
    )


regimens = st.lists(segments(), min_size=1, max_size=4).map(lambda each: Regimen(segments=tuple(each)))
times = st.lists(moments_min, min_size=1, max_size=8)


@st.composite
def systems(draw):
    """A parent with two tissues and a metabolite with one; the metabolite is lost for good."""
    flows = {
        ("plasma", "tissue"): draw(rates_per_h),
        ("tissue", "plasma"): draw(rates_per_h),
        ("plasma", "fat"): draw(rates_per_h),
        ("fat", "plasma"): draw(rates_per_h),
        ("plasma", "metabolite"): draw(rates_per_h),
        ("metabolite", OUTSIDE): draw(rates_per_h),
    }
    return compartment_system(flows, input_into="plasma")
