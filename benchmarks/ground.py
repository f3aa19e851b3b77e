"""What a benchmark stands on: Django on an empty clinic in a temporary folder. Import it first."""

import os
import tempfile

import django

os.environ.setdefault("BIGSKY_DATA_DIR", tempfile.mkdtemp(prefix="bigsky-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigsky.clinic.config.settings")
django.setup()

machine = f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
