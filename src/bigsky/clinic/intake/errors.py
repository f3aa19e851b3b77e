"""What a person may be told when an act on a request is refused; each sentence is fit for the screen."""

from uuid import UUID


class RequestStateError(ValueError):
    """The request is past, or not yet at, the step that was asked for."""


class RequestIncompleteError(ValueError):
    """The request cannot be sent: `missing` names what is needed first."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(f"Still needed before this can be sent: {', '.join(missing)}.")


class SamePersonError(ValueError):
    """Somebody with this name and birth date already has a chart."""

    def __init__(self, *, patient_id: UUID, number: str) -> None:
        self.patient_id = patient_id
        super().__init__(f"Somebody with this name and birth date already has a chart: {number}.")
