"""The words of the follow-up: short, no diagnosis, crisis help in every message."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse


def address_of(token: str) -> str:
    """Give the whole address of a patient's single-use link."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{reverse('ratings:answer', args=[token])}"


def invitation(given_name: str, token: str) -> str:
    """Ask how somebody is, in an SMS that a stranger may read over their shoulder."""
    return (
        f"{settings.CLINIC_NAME}: Hello {given_name}, how have you been? "
        f"A few questions: {address_of(token)} "
        f"Nobody reads replies to this message. In danger? Call {settings.EMERGENCY_NUMBER}, "
        f"or {settings.CRISIS_LINE_NUMBER} day and night."
    )


def occasion(hours: int) -> str:
    """Name a check-in by when it comes: `1 day after`, `2 weeks after`."""
    days = hours // 24
    size, word = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{size} {word}{'' if size == 1 else 's'} after"


def unanswered_prompt(occasion: str, *, is_worrying: bool) -> str:
    """Say what silence asks of a person."""
    if is_worrying:
        return f"No answer to “{occasion}”, and the last answers were worrying. Reach this person today."
    return f"No answer to “{occasion}”. Call and ask how they are."


def unanswered_basis(
    asked_at: datetime | None, *, is_worrying: bool, rules: dict[str, Any]
) -> dict[str, Any]:
    """Give the basis of that prompt."""
    days = rules["check_ins"]["unanswered_after_days"]
    return {
        "inputs": {
            "asked at": asked_at.isoformat() if asked_at else "not asked",
            "last risk answer worrying or missing": is_worrying,
        },
        "rule": f"A check-in unanswered after {days} days is handed to a person.",
        "policy": policy_label(rules),
        "source": rules["check_ins"]["source"],
    }


def policy_label(rules: dict[str, Any]) -> str:
    """Name a policy in one phrase."""
    return f"{rules['policy_id']} v{rules['version']} ({rules['signed_by']})"
