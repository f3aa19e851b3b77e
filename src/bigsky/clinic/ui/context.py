"""What every page knows: the clinic, its crisis line, and what waits for the person who looks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def clinic(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - Django's signature
    """Name the clinic and where to turn in a crisis."""
    return {
        "clinic_name": settings.CLINIC_NAME,
        "clinic_phone": settings.CLINIC_PHONE,
        "crisis_name": settings.CRISIS_LINE_NAME,
        "crisis_number": settings.CRISIS_LINE_NUMBER,
        "emergency_number": settings.EMERGENCY_NUMBER,
        "is_demo": settings.IS_DEMO,
    }
