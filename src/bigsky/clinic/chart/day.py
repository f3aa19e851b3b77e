"""The day: who is in a chair, who is coming, and what waits."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.intake import queries as intake
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.scheduling import queries as scheduling
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may

_SHOWN = 8


def day_of(user: User, at: datetime) -> dict[str, Any]:
    """Compose the page of a person's day; what they may not do is not shown."""
    may_close = may(user.role, Act.CLOSE_PROMPT)
    waiting = list(prompts.open_for(user)) if may_close else []
    chairs = [_in_chair(session, at) for session in infusion.open_sessions()]
    seated = {each["session"].patient_id for each in chairs}
    visits = list(scheduling.on_day(timezone.localdate(at)))
    requests = [entry.request for entry in intake.inbox()]
    return {
        "day": timezone.localtime(at),
        "at": at,
        "chairs": chairs,
        "coming": [each for each in visits if each.ends_at > at and each.patient_id not in seated],
        "gone": [each for each in visits if each.ends_at <= at and each.patient_id not in seated],
        "prompts": waiting[:_SHOWN],
        "prompt_count": len(waiting),
        "requests": requests[:_SHOWN],
        "request_count": len(requests),
        "may_close": may_close,
        "may_read_charts": may(user.role, Act.READ_CHART),
    }


def _in_chair(session: Any, at: datetime) -> dict[str, Any]:  # noqa: ANN401 - a row of another room
    minutes = infusion.minutes_left(session, at) if session.phase in {"running", "paused"} else None
    return {
        "session": session,
        "delivered_mg": infusion.delivered_mg(session, at),
        "minutes_left": None if minutes is None else max(0, round(minutes)),
        "prompts": prompts.open_in_session(session.pk).count(),
    }
