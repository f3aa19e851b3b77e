"""Every rating scale that ships."""

from bigsky.ketamine.scales.gad_7 import GAD_7
from bigsky.ketamine.scales.phq_9 import PHQ_9
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.vocabulary.refusal import Refusal

ALL_SCALES: tuple[Scale, ...] = (PHQ_9, GAD_7)


def scale_named(key: str) -> Scale | Refusal:
    """Find a scale by its key; an unknown one is refused with the list of those that exist."""
    for scale in ALL_SCALES:
        if scale.key == key:
            return scale
    known = ", ".join(scale.key for scale in ALL_SCALES)
    return Refusal(field="scale", reason=f"{key!r} is not known; known scales are {known}")
