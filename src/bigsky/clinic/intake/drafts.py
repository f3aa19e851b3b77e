"""What a draft holds, what it still needs before it can be sent, and how it is called."""

from datetime import date
from typing import TypedDict
from uuid import UUID

from bigsky.clinic.intake.models import Request

# No letter or digit that is easily mistaken for another when read out on the telephone.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 6
_SAID = {"yes": "answered yes", "prefer-not-to-say": "preferred not to say", "": "did not answer"}


class DraftFacts(TypedDict, total=False):
    """What a person may write into a request; whatever is absent stays as it was."""

    given_name: str
    family_name: str
    birth_date: date | None
    phone: str
    email: str
    concern: str
    antidepressants_tried: int | None
    self_harm_now: str
    can_come: list[str]
    may_contact: bool


def spoken_code(request_id: UUID) -> str:
    """Make the short code by which a request is called on the telephone."""
    number, letters = request_id.int, []
    for _ in range(_CODE_LENGTH):
        number, remainder = divmod(number, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[remainder])
    return "R-" + "".join(letters)


def missing_to_submit(request: Request) -> list[str]:
    """List what the clinic must have before it can answer."""
    needed = {
        "your name": request.name,
        "your birth date": request.birth_date,
        "a phone number or an e-mail address": request.phone or request.email,
        "your consent to be contacted": request.may_contact,
    }
    return [what for what, value in needed.items() if not value]


def crisis_text(request: Request) -> str:
    """Say to a physician who may be in danger, and how to reach them."""
    reach = " or ".join(filter(None, [request.phone, request.email]))
    return (
        f"{request.name} asked for an appointment (request {request.code}) and {_SAID[request.self_harm_now]}"
        f" when asked about thoughts of self-harm right now. Reach them: {reach}."
    )
