"""Which draft belongs to this browser, and whether a person or a program is writing it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from bigsky.clinic.intake import queries as intake
from bigsky.clinic.intake.drafts import DraftFacts

_DRAFT, _SENT, _STARTED, _POSTS = "request-draft", "request-sent", "request-started", "request-posts"
_KEPT_FOR_DAYS = 7
_SHORTEST_FILL = timedelta(seconds=3)
_WINDOW = timedelta(minutes=10)
_MOST_POSTS = 40


def id_of(session: SessionBase) -> UUID | None:
    """Give the id of the draft that was begun in this browser."""
    return UUID(session[_DRAFT]) if _DRAFT in session else None


def mine(session: SessionBase) -> DraftFacts | None:
    """Find what was written in this browser and not sent yet."""
    request_id = id_of(session)
    return intake.draft_facts(request_id) if request_id else None


def keep(session: SessionBase, request_id: UUID) -> None:
    """Remember the draft for a week, also when the browser is closed."""
    session[_DRAFT] = str(request_id)
    session.set_expiry(timedelta(days=_KEPT_FOR_DAYS))


def forget(session: SessionBase) -> None:
    """Leave no way from this browser to the draft."""
    for key in (_DRAFT, _SENT, _STARTED):
        session.pop(key, None)


def note_sent(session: SessionBase, *, code: str, may_be_in_crisis: bool) -> None:
    """Remember the code for the page that says what happens next; the answers are out of reach."""
    forget(session)
    session[_SENT] = {"code": code, "may_be_in_crisis": may_be_in_crisis}
    session.set_expiry(0)


def sent(session: SessionBase) -> dict[str, Any] | None:
    """Give the code of the request that this browser sent last."""
    found: dict[str, Any] | None = session.get(_SENT)
    return found


def note_opened(session: SessionBase, at: datetime) -> None:
    """Note when the first page was opened."""
    session.setdefault(_STARTED, at.isoformat())


def is_faster_than_a_person(session: SessionBase, at: datetime) -> bool:
    """Say whether the first page was opened only a moment ago, or never."""
    opened = session.get(_STARTED)
    return opened is None or at - datetime.fromisoformat(opened) < _SHORTEST_FILL


def is_over_the_limit(session: SessionBase, at: datetime) -> bool:
    """Count the posts of this browser; say whether there are too many in a few minutes."""
    since = (at - _WINDOW).isoformat()
    posts = [each for each in session.get(_POSTS, []) if each > since]
    if len(posts) >= _MOST_POSTS:
        return True
    session[_POSTS] = [*posts, at.isoformat()]
    return False
