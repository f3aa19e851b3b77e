"""Days and months to mark on a time axis."""

from datetime import datetime, timedelta

Tick = tuple[datetime, str]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_STEPS = (1, 2, 7, 14, 28)
_MONTH_STEPS = (2, 3, 6, 12, 24, 60)


def day_and_month(at: datetime) -> str:
    """Say a day: `3 Mar`."""
    return f"{at.day} {_MONTHS[at.month - 1]}"


def day_and_year(at: datetime) -> str:
    """Say a day with its year: `3 Mar 2026`."""
    return f"{day_and_month(at)} {at.year}"


def date_ticks(first: datetime, last: datetime, *, at_most: int) -> list[Tick]:
    """List days (or, over long spans, months) between two moments, at most so many."""
    days = (last - first).days + 1
    for step in _DAY_STEPS:
        if days / step <= at_most:
            return _every_days(first, last, step)
    for step in _MONTH_STEPS:
        if days / 30.4 / step <= at_most:
            return _every_months(first, last, step)
    return _every_months(first, last, max(12 * (days // (365 * max(at_most, 1)) + 1), 1))


def _every_days(first: datetime, last: datetime, step: int) -> list[Tick]:
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight if midnight == first else midnight + timedelta(days=1)
    ticks = []
    while at <= last:
        ticks.append((at, day_and_month(at)))
        at += timedelta(days=step)
    return ticks


def _every_months(first: datetime, last: datetime, step: int) -> list[Tick]:
    month = first.year * 12 + first.month
    midnight = first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ticks = []
    at = midnight.replace(year=month // 12, month=month % 12 + 1)
    while at <= last:
        ticks.append((at, f"{_MONTHS[at.month - 1]} {at.year}"))
        month += step
        at = midnight.replace(year=month // 12, month=month % 12 + 1)
    return ticks
