"""Published models, one a file. A new one is added here; the contract test holds it to the family's law."""

from bigsky.ketamine.pharmacology.model import PharmacokineticModel
from bigsky.ketamine.pharmacology.models import otto_2021

ALL_MODELS: tuple[PharmacokineticModel, ...] = (otto_2021.MODEL,)


def model_named(name: str) -> PharmacokineticModel | None:
    """Find a model by its name; None when there is none."""
    return next((model for model in ALL_MODELS if model.name == name), None)
