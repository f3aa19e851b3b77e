"""What a fact of the patient snapshot is: how it is asked, and what may be answered."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The form an answer takes."""

    YES_NO = "yes-no"
    WHOLE_NUMBER = "whole-number"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to choose: how it is stored and how it reads."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One field of the patient snapshot: its label for clinicians and its question for patients.

    `limit_field` names the plausible range of a number.
    """

    name: str
    label: str
    question: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    limit_field: str = ""


def yes_no(name: str, *, label: str, question: str) -> Fact:
    """Describe a fact answered with yes or no."""
    return Fact(name=name, label=label, question=question, kind=Kind.YES_NO)


def whole_number(name: str, *, label: str, question: str, limit_field: str = "") -> Fact:
    """Describe a count; its plausible range has the fact's own name unless another is given."""
    limited_by = limit_field or name
    return Fact(name=name, label=label, question=question, kind=Kind.WHOLE_NUMBER, limit_field=limited_by)


def number(name: str, *, label: str, question: str) -> Fact:
    """Describe a measured quantity; its plausible range has the fact's own name."""
    return Fact(name=name, label=label, question=question, kind=Kind.NUMBER, limit_field=name)


def choice(name: str, *, label: str, question: str, choices: dict[str, str]) -> Fact:
    """Describe a fact chosen from a list: stored value → words."""
    listed = tuple(Choice(value=value, text=text) for value, text in choices.items())
    return Fact(name=name, label=label, question=question, kind=Kind.CHOICE, choices=listed)
