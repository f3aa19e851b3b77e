"""Live numbers by server-sent events: one thread reads the tables, every open page gets the same bytes."""

from bigsky.clinic.infusion.live.stream import live_response

__all__ = ["live_response"]
