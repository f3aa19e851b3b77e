"""One page's stream. A synchronous view: each open page holds one server thread, the tables are read once."""

import time
from collections.abc import Iterator

from django.db import connection
from django.http import StreamingHttpResponse

from bigsky.clinic.infusion.live import news
from bigsky.clinic.infusion.live.tail import TAIL

# The page connects again by itself; then login and permission are looked at again.
LASTS_S = 300.0
WAITS_S = 1.0


def live_response() -> StreamingHttpResponse:
    """Answer with the stream; call it only after login and permission were looked at."""
    # Otherwise the connection of the login lookup stays taken for as long as the page is open.
    connection.close()
    response = StreamingHttpResponse(_chunks(), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _chunks() -> Iterator[bytes]:
    end = time.monotonic() + LASTS_S
    with TAIL.listening() as listener:
        # Only now: what is stored between the snapshot and the tail's first look would reach nobody.
        yield _snapshot()
        while time.monotonic() < end:
            yield listener.wait(WAITS_S) or b": waiting\n\n"


def _snapshot() -> bytes:
    try:
        return news.snapshot()
    finally:
        connection.close()
