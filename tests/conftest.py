"""What all tests share. Each fixture is a person or a place that a reader can picture."""

import os
import tempfile

# Before any setting is read: tests keep their data to themselves.
os.environ.setdefault("BIGSKY_DATA_DIR", tempfile.mkdtemp(prefix="bigsky-test-"))
os.environ.setdefault("BIGSKY_DEMO", "true")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
