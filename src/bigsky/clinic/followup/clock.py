"""One pass of everything that is due. Each part stands alone: one that fails stops no other."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bigsky.clinic.followup import actions, queries
from bigsky.clinic.infusion import actions as infusion
from bigsky.clinic.infusion import queries as chairs
from bigsky.clinic.messaging.delivery import deliver_due
from bigsky.clinic.prompts import actions as prompt_actions
from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.staff.models import User

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What one part of a pass did."""

    part: str
    count: int = 0
    failures: int = 0


def tick(*, by: User, at: datetime) -> list[Done]:
    """Do everything that is due at a moment; failures are logged and counted, and tried again next time."""
    return [
        _isolated("chairs", lambda: prompt_due(by=by, at=at)),
        _isolated("check-ins planned", lambda: plan_due(by=by, at=at)),
        _isolated("check-ins asked", lambda: send_due(by=by, at=at)),
        _isolated("silence", lambda: report_due(by=by, at=at)),
        _isolated("messages", lambda: (len(deliver_due(by=by, at=at)), 0)),
        _isolated("escalation", lambda: escalate_due(by=by, at=at)),
    ]


def prompt_due(*, by: User, at: datetime) -> tuple[int, int]:
    """Open a prompt for every reading that was missed and every bound monitor that went silent."""
    return _each(chairs.unprompted(at), lambda each: infusion.prompt_about(by=by, at=at, wanted=each))


def plan_due(*, by: User, at: datetime) -> tuple[int, int]:
    """Plan the check-ins of everybody who has gone home; gives how many were done and how many failed."""
    if queries.rules_in_force(at) is None:
        return 0, 0
    return _each(
        queries.sessions_to_plan_for(at), lambda key: actions.plan_followups(by=by, at=at, session_id=key)
    )


def send_due(*, by: User, at: datetime) -> tuple[int, int]:
    """Ask the question of every check-in that is due."""
    return _each(queries.due(at), lambda each: actions.send_check_in(by=by, at=at, check_in_id=each.pk))


def report_due(*, by: User, at: datetime) -> tuple[int, int]:
    """Hand every unanswered check-in to a person, once."""
    silent = [each for each in queries.unanswered(at) if not prompts.was_opened(f"unanswered:{each.pk}")]
    return _each(silent, lambda each: actions.report_unanswered(by=by, at=at, check_in_id=each.pk))


def escalate_due(*, by: User, at: datetime) -> tuple[int, int]:
    """Pass on every urgent prompt that nobody closed in time."""
    return _each(
        prompts.overdue(at), lambda each: prompt_actions.escalate_prompt(by=by, at=at, prompt_id=each.pk)
    )


def _each(things: Iterable[T], act: Callable[[T], object]) -> tuple[int, int]:
    done = failed = 0
    for thing in things:
        try:
            act(thing)
        except Exception:  # noqa: BLE001 - one person's trouble must not silence the others; logged, tried again
            _log.exception("Not done for %s; it is tried again at the next pass.", thing)
            failed += 1
        else:
            done += 1
    return done, failed


def _isolated(part: str, run: Callable[[], tuple[int, int]]) -> Done:
    try:
        count, failures = run()
    except Exception:  # noqa: BLE001 - likewise for a whole part
        _log.exception("The part “%s” failed; it is tried again at the next pass.", part)
        return Done(part=part, failures=1)
    return Done(part=part, count=count, failures=failures)
