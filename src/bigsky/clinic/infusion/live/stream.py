"""One page's stream. A synchronous view: each open page holds one server thread, the tables are read once."""

import logging
import time
from collections.abc import Hashable, Iterator

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from bigsky.clinic.infusion.live import news
from bigsky.clinic.infusion.live.login import Login, login_of
from bigsky.clinic.infusion.live.places import PLACES, NoPlaceError
from bigsky.clinic.infusion.live.tail import TAIL
from bigsky.clinic.staff.roles import Act

log = logging.getLogger(__name__)

# The page connects again by itself; then login and permission are looked at again.
LASTS_S = 300.0
WAITS_S = 1.0
LOOKS_EVERY_S = 10.0
ASK_AGAIN_AFTER_S = 10


def live_response(request: HttpRequest, act: Act) -> HttpResponseBase:
    """Answer with the stream, or with 503 when too many are open; the view has looked at `act` before."""
    login = login_of(request, act)
    chunks = _chunks(login, person=request.user.pk)
    try:
        # It takes its place here, and gives it back when it is closed or thrown away.
        next(chunks)
    except NoPlaceError:
        return _refusal()
    # Otherwise the connection of the login lookup stays taken for as long as the page is open.
    connection.close()
    response = StreamingHttpResponse(chunks, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _refusal() -> HttpResponse:
    words = "Too many live pages are open. This page is not live; it asks again by itself."
    response = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(ASK_AGAIN_AFTER_S)
    response["Cache-Control"] = "no-store"
    return response


def _chunks(login: Login, *, person: Hashable) -> Iterator[bytes]:
    with PLACES.taken(person):
        yield b""
        with TAIL.listening() as listener:
            # Only now: what is stored between the snapshot and the tail's first look would reach nobody.
            yield _snapshot()
            end = time.monotonic() + LASTS_S
            look_at = time.monotonic() + LOOKS_EVERY_S
            while (now := time.monotonic()) < end:
                if now >= look_at:
                    look_at = now + LOOKS_EVERY_S
                    if not _still_holds(login):
                        return
                yield listener.wait(WAITS_S) or b": waiting\n\n"


def _still_holds(login: Login) -> bool:
    try:
        return login.holds()
    except DatabaseError:
        log.exception("A stream could not look at its login and ends; the page connects again")
        return False
    finally:
        connection.close()


def _snapshot() -> bytes:
    try:
        return news.snapshot()
    finally:
        connection.close()
