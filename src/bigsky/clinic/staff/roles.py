"""Who may do what: one table, read by actions, pages and the test that prints it as a matrix."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied


class Role(StrEnum):
    """The parts people play."""

    FRONT_DESK = "front-desk"
    NURSE = "nurse"
    PHYSICIAN = "physician"
    MEDICAL_DIRECTOR = "medical-director"
    PATIENT = "patient"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """Say the role in words."""
        return self.value.replace("-", " ").capitalize()


class Act(StrEnum):
    """Every act that changes or reads a record."""

    READ_AUDIT = "read audit log"
    MANAGE_STAFF = "manage staff"
    SIGN_POLICY = "sign policy"
    READ_REQUESTS = "read requests"
    SUBMIT_REQUEST = "submit request"
    TRIAGE_REQUEST = "triage request"
    REGISTER_PATIENT = "register patient"
    BOOK_APPOINTMENT = "book appointment"
    READ_BOARD = "read board"
    READ_CHART = "read chart"
    READ_OWN_CHART = "read own chart"
    ASK_RATING = "ask for a rating"
    ANSWER_RATING = "answer a rating"
    RECORD_RATING = "record a rating"
    RECORD_FACTS = "record facts"
    DECIDE_SCREENING = "decide screening"
    DRAFT_PLAN = "draft plan"
    SIGN_PLAN = "sign plan"
    PREPARE_SESSION = "prepare session"
    RUN_INFUSION = "run infusion"
    RECORD_OBSERVATION = "record observation"
    RECEIVE_OBSERVATION = "receive device observation"
    DISCHARGE_PATIENT = "discharge patient"
    CLOSE_PROMPT = "close prompt"
    OPEN_PROMPT = "open prompt"
    SEND_MESSAGE = "send message"


_DESK = {
    Act.READ_REQUESTS, Act.TRIAGE_REQUEST, Act.REGISTER_PATIENT, Act.BOOK_APPOINTMENT, Act.READ_BOARD,
    Act.ASK_RATING, Act.SEND_MESSAGE, Act.SUBMIT_REQUEST,
}  # fmt: skip
_NURSE = _DESK | {
    Act.READ_CHART, Act.RECORD_RATING, Act.RECORD_FACTS, Act.PREPARE_SESSION, Act.RUN_INFUSION,
    Act.RECORD_OBSERVATION, Act.DISCHARGE_PATIENT, Act.CLOSE_PROMPT, Act.OPEN_PROMPT,
}  # fmt: skip
_PHYSICIAN = _NURSE | {Act.DECIDE_SCREENING, Act.DRAFT_PLAN, Act.SIGN_PLAN}
_DIRECTOR = _PHYSICIAN | {Act.SIGN_POLICY, Act.READ_AUDIT, Act.MANAGE_STAFF}

MATRIX: dict[Role, frozenset[Act]] = {
    Role.FRONT_DESK: frozenset(_DESK),
    Role.NURSE: frozenset(_NURSE),
    Role.PHYSICIAN: frozenset(_PHYSICIAN),
    Role.MEDICAL_DIRECTOR: frozenset(_DIRECTOR),
    Role.PATIENT: frozenset({Act.SUBMIT_REQUEST, Act.READ_OWN_CHART, Act.ANSWER_RATING}),
    Role.SYSTEM: frozenset(
        {
            Act.SUBMIT_REQUEST,
            Act.ANSWER_RATING,
            Act.ASK_RATING,
            Act.RECEIVE_OBSERVATION,
            Act.OPEN_PROMPT,
            Act.SEND_MESSAGE,
            Act.MANAGE_STAFF,
        }
    ),
}


def may(role: str, act: Act) -> bool:
    """Say whether this role may do this act."""
    return role in set(Role) and act in MATRIX[Role(role)]


def require(role: str, act: Act) -> None:
    """Refuse with `PermissionDenied` unless the role may do the act."""
    if not may(role, act):
        raise PermissionDenied(f"A {role or 'person without a role'} may not {act}.")
