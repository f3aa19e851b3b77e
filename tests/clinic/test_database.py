"""The database under the tests is the one that was asked for, set up as the design says."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_asked_for():
    asked = "postgresql" if os.environ.get("BIGSKY_DATABASE_URL") else "sqlite"

    assert connection.vendor == asked


@pytest.mark.django_db
@pytest.mark.skipif(bool(os.environ.get("BIGSKY_DATABASE_URL")), reason="pragmas are SQLite's")
def test_sqlite_keeps_what_it_acknowledged():
    with connection.cursor() as cursor:
        answers = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "busy_timeout")
        }

    assert answers == {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}
