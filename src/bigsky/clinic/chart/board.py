"""The board: every chair on one wall screen, calm when all is well and unmistakable when not."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bigsky.clinic.infusion import queries as infusion
from bigsky.clinic.infusion.live import live_response
from bigsky.clinic.infusion.sheet import sheet_of
from bigsky.clinic.scheduling import queries as scheduling
from bigsky.clinic.staff.pages import requires
from bigsky.clinic.staff.roles import Act

# At two metres three numbers can be read; the rest is on the run-sheet.
_SHOWN = 3


@require_GET
@requires(Act.READ_BOARD)
def board(request: HttpRequest) -> HttpResponseBase:
    """Show every chair; a part of the page asks for the cards alone."""
    now = timezone.now()
    cards = _cards(now)
    context = {
        "cards": cards,
        "at": now,
        "waiting": sum(1 for card in cards if card["sheet"] and not card["sheet"].is_calm),
        "is_watched": infusion.monitoring_policy(now) is not None,
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "chart/board_cards.html" if is_part else "chart/board.html", context)


@require_GET
@requires(Act.READ_BOARD)
def board_live(request: HttpRequest) -> HttpResponseBase:
    """Stream what is new in the chairs."""
    return live_response(request, Act.READ_BOARD)


def _cards(now: datetime) -> list[dict[str, Any]]:
    seated = {session.chair_code: session for session in infusion.open_sessions()}
    known = {chair.code: chair.name for chair in scheduling.chairs()}
    names = known | {code: code for code in seated if code not in known}
    cards = []
    for code, name in names.items():
        sheet = sheet_of(seated[code], now) if code in seated else None
        cards.append({"name": name, "sheet": sheet, "numbers": sheet.numbers[:_SHOWN] if sheet else []})
    return cards
