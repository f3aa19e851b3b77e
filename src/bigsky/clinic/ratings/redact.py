"""Keeps the tokens of patients' links out of every log."""

import logging
import re

_LINK = re.compile(r"(/ratings/answer/)[^/\s\"']+")
# Django names the path of a refused request; servers name every path.
LOGGERS = ("django.request", "django.security.csrf", "django.server", "gunicorn.access", "gunicorn.error")


class HidesTokens(logging.Filter):
    """Writes `/ratings/answer/…` instead of a link that somebody could follow."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with tokens cut out."""
        message = record.getMessage()
        if _LINK.search(message):
            record.msg, record.args = _LINK.sub(r"\1…", message), ()
        return True


def hide_tokens() -> None:
    """Set the filter where paths are logged."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(HidesTokens())
