"""Times in HL7 v2: with or without fractions, with or without a zone (P5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Milliseconds may follow without a point: 20260124124738000+0800.
_MOMENT = re.compile(r"(\d{12})(?:(\d{2})(?:\.(\d{1,6})|(\d{3}))?)?(?:([+-])(\d{2})(\d{2}))?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})$", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Zones:
    """In which zone a time without one is meant; `None` when nobody said."""

    zone: tzinfo | None
    sender: str


def zones_of(sender: str, message_at: str, configured: Mapping[str, str]) -> Zones:
    """Find a message's zone: that of MSH-7, else the one set for the gateway (by MSH-3 or a part of it)."""
    found = _OFFSET.search(message_at)
    if found:
        return Zones(zone=_fixed(*found.groups()), sender=sender)
    name = next((configured[key] for key in (sender, *sender.split("^")) if key in configured), None)
    try:
        return Zones(zone=ZoneInfo(name) if name else None, sender=sender)
    except (ZoneInfoNotFoundError, ValueError):
        return Zones(zone=None, sender=sender)


def read_moment(text: str, zones: Zones) -> datetime | str:
    """Read a moment, or say why it is none."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return f"time {text[:40] or '(none)'} is not a moment"
    minutes, seconds, fraction, milliseconds, *offset = found.groups()
    micro = (fraction or milliseconds or "").ljust(6, "0")
    try:
        naive = datetime.strptime(f"{minutes}{seconds or '00'}{micro}", "%Y%m%d%H%M%S%f")  # noqa: DTZ007 - zone follows
        zone = _fixed(*offset) if offset[0] else zones.zone
    except ValueError:
        return f"time {text[:40]} is not a moment"
    if zone is None:
        return f"time {text[:40]} has no zone, and none is set for gateway {zones.sender or '(unnamed)'}"
    return _zoned(naive, zone)


def _zoned(naive: datetime, zone: tzinfo) -> datetime | str:
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        return f"time {naive:%Y%m%d%H%M%S} is ambiguous: the clocks change in {zone}"
    return first


def _fixed(sign: str, hours: str, minutes: str) -> tzinfo:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)
