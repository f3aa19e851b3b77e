"""What all tests share. Each fixture is a person or a place that a reader can picture."""

import os

# The browser's driver runs an event loop in the thread of the test, which Django would otherwise refuse.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
