"""The outbox: what was sent, what was not, and the proof."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bigsky.clinic.messaging import queries
from bigsky.clinic.staff.pages import requires
from bigsky.clinic.staff.roles import Act

_ON_A_PAGE = 50


@requires(Act.SEND_MESSAGE)
def outbox(request: HttpRequest) -> HttpResponse:
    """List all messages, newest first, with what became of them."""
    page = Paginator(queries.outbox(), _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [
            {"message": each, "body": queries.readable_body(each, shows_links=settings.IS_DEMO)}
            for each in page
        ],
        "due": queries.due(timezone.now()).count(),
        "given_up": queries.given_up().count(),
        "most_attempts": queries.MOST_ATTEMPTS,
        "at": timezone.now(),
    }
    return render(request, "messaging/outbox.html", shown)
