"""The doors of the navigation: which a person sees depends on what they may do."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may

DOORS = (
    ("Today", "chart:day", Act.READ_BOARD),
    ("Board", "chart:board", Act.READ_BOARD),
    ("Requests", "intake:inbox", Act.READ_REQUESTS),
    ("Patients", "chart:patients", Act.READ_CHART),
    ("Prompts", "prompts:list", Act.CLOSE_PROMPT),
    ("Messages", "messaging:outbox", Act.SEND_MESSAGE),
    ("Policies", "policy:list", Act.READ_CHART),
    ("Clinic", "staff:people", Act.MANAGE_STAFF),
    ("Audit", "audit:log", Act.READ_AUDIT),
    ("My pages", "portal:home", Act.READ_OWN_CHART),
)


def doors(request: HttpRequest) -> dict[str, Any]:
    """List the doors this person may open, with what waits behind them."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"doors": []}
    waiting = prompts.open_for(user).count() if may(user.role, Act.CLOSE_PROMPT) else 0
    return {
        "doors": [
            {
                "name": name,
                "url": (url := reverse(url_name)),
                "is_here": request.path.startswith(url),
                "count": waiting if url_name == "prompts:list" else 0,
            }
            for name, url_name, act in DOORS
            if may(user.role, act)
        ]
    }
