"""Every read of sessions."""

from bigsky.clinic.infusion.models import LIVE_PHASES
from bigsky.clinic.infusion.queries.looking import Feed, Wanted, feed_of, unprompted
from bigsky.clinic.infusion.queries.readiness import discharge_answer, missing_before_start
from bigsky.clinic.infusion.queries.rows import (
    binding_for,
    binding_of,
    delivered,
    delivered_mg,
    events_of,
    happenings,
    newest_observation_id,
    newest_of,
    observations_after,
    observations_of,
    of_patient,
    open_in_chair,
    open_sessions,
    session,
    state_of,
    syringe_check_of,
)
from bigsky.clinic.infusion.queries.watching import (
    due_readings,
    empty_at,
    minutes_left,
    monitoring_policy,
    programmed_mg,
)

__all__ = [
    "LIVE_PHASES",
    "Feed",
    "Wanted",
    "binding_for",
    "binding_of",
    "delivered",
    "delivered_mg",
    "discharge_answer",
    "due_readings",
    "empty_at",
    "events_of",
    "feed_of",
    "happenings",
    "minutes_left",
    "missing_before_start",
    "monitoring_policy",
    "newest_observation_id",
    "newest_of",
    "observations_after",
    "observations_of",
    "of_patient",
    "open_in_chair",
    "open_sessions",
    "programmed_mg",
    "session",
    "state_of",
    "syringe_check_of",
    "unprompted",
]
