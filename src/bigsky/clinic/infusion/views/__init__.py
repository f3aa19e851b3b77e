"""Pages of the infusion room."""

from bigsky.clinic.infusion.views.acts import accept, decide, monitor, observe, step
from bigsky.clinic.infusion.views.chair import part, session, session_live
from bigsky.clinic.infusion.views.leaving import discharge, harm
from bigsky.clinic.infusion.views.preparing import prepare, second_check

__all__ = [
    "accept",
    "decide",
    "discharge",
    "harm",
    "monitor",
    "observe",
    "part",
    "prepare",
    "second_check",
    "session",
    "session_live",
    "step",
]
