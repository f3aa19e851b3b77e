"""Events as they are written down: to and from plain JSON."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, get_args

from bigsky.ketamine.infusion.events import Event, Programme
from bigsky.ketamine.infusion.observation import moment
from bigsky.ketamine.vocabulary.quantities import Limits, plain, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.ketamine.vocabulary.timeline import Happening

_TYPES: tuple[type, ...] = get_args(Event)
_PROGRAMME = {
    "rate_ml_per_h": "rate_ml_per_h",
    "volume_ml": "volume_ml",
    "concentration_mg_per_ml": "final_mg_per_ml",
}


def event_name(event: Event | type) -> str:
    """Name an event as it is written: `change-rate`."""
    name = event.__name__ if isinstance(event, type) else type(event).__name__
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


EVENTS: Mapping[str, type] = {event_name(each): each for each in _TYPES}


def event_as_json(event: Event) -> dict[str, object]:
    """Give an event as plain JSON, numbers as decimal text."""
    return {
        "event": event_name(event),
        **{each.name: _plain(getattr(event, each.name)) for each in fields(event)},
    }


def event_from_json(raw: Mapping[str, Any], limits: Limits) -> Event | Refusal:
    """Read an event; an unknown name, a missing or an impossible value is refused."""
    kind = EVENTS.get(str(raw.get("event")))
    if kind is None:
        return Refusal(field="event", reason=f"{raw.get('event')!r} is not one of {', '.join(EVENTS)}")
    given: dict[str, object] = {}
    for each in fields(kind):
        value = _value(each.name, raw.get(each.name), limits)
        if isinstance(value, Refusal):
            return value
        given[each.name] = value
    event: Event = kind(**given)
    return event


def happenings_from_json(
    raw: Iterable[Mapping[str, Any]], limits: Limits
) -> tuple[Happening[Event], ...] | tuple[Refusal, ...]:
    """Read events with the moments they happened and were entered, or give every refusal."""
    read = [_happening(each, limits) for each in raw]
    refusals = tuple(each for each in read if isinstance(each, Refusal))
    return refusals or tuple(each for each in read if not isinstance(each, Refusal))


def _happening(raw: Mapping[str, Any], limits: Limits) -> Happening[Event] | Refusal:
    event = event_from_json(raw, limits)
    happened_at = moment(raw.get("happened_at"), "happened_at")
    entered_at = moment(raw.get("entered_at", raw.get("happened_at")), "entered_at")
    if isinstance(event, Refusal):
        return event
    if isinstance(happened_at, Refusal):
        return happened_at
    if isinstance(entered_at, Refusal):
        return entered_at
    return Happening(happened_at=happened_at, entered_at=entered_at, what=event)


def _value(name: str, raw: object, limits: Limits) -> object:
    if name == "programme":
        return _programme(raw, limits)
    if name == "reason":
        return _reason(raw)
    return quantity(raw, limits["flush_ml" if name == "volume_ml" else name])


def _reason(raw: object) -> str | Refusal:
    words = str(raw or "").strip()
    return words or Refusal(field="reason", reason="is needed")


def _programme(raw: object, limits: Limits) -> Programme | Refusal:
    if not isinstance(raw, Mapping):
        return Refusal(field="programme", reason=f"is needed: {', '.join(_PROGRAMME)}")
    read = {name: quantity(raw.get(name), limits[limit]) for name, limit in _PROGRAMME.items()}
    for value in read.values():
        if isinstance(value, Refusal):
            return value
    return Programme(**{name: value for name, value in read.items() if isinstance(value, Decimal)})


def _plain(value: object) -> object:
    if isinstance(value, Programme):
        return {name: plain(getattr(value, name)) for name in _PROGRAMME}
    return plain(value) if isinstance(value, Decimal) else value
