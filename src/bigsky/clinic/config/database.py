"""Embedded SQLite by default, PostgreSQL by one setting."""

import re
from pathlib import Path
from typing import Any

import environ

# WAL with FULL: a dose that was acknowledged survives a power cut.
_PRAGMAS = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA journal_size_limit=67108864;
"""
_SCHEME = re.compile(r"(postgres|postgresql|psql|pgsql)://")


def settings_for(url: str, data_dir: Path) -> dict[str, Any]:
    """Say how to reach the database: `url` like postgresql://user:word@host/name, or empty for SQLite."""
    return _postgresql(url) if url else _sqlite(data_dir)


def _sqlite(data_dir: Path) -> dict[str, Any]:
    # Records are for the account that runs the clinic, and for nobody else on the machine.
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data_dir / "bigsky.sqlite3",
        "CONN_MAX_AGE": None,
        # IMMEDIATE takes the write lock at once; deferred transactions fail on upgrade under load.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": _PRAGMAS},
        "TEST": {"NAME": data_dir / "test.sqlite3"},
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(url) if _SCHEME.match(url) else {}
    except ValueError:
        settings = {}
    if not settings.get("NAME"):
        # Said without the address itself, which holds a password.
        raise ValueError("BIGSKY_DATABASE_URL is no address such as postgresql://user:word@host:5432/name")
    return {**settings, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
