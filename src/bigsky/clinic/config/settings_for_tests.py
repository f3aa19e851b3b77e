"""Settings for the tests: data of their own, demo wording, quick passwords."""

import atexit
import os
import shutil
import tempfile

if "BIGSKY_DATA_DIR" not in os.environ:
    os.environ["BIGSKY_DATA_DIR"] = tempfile.mkdtemp(prefix="bigsky-test-")
    atexit.register(shutil.rmtree, os.environ["BIGSKY_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("BIGSKY_DEMO", "true")

from bigsky.clinic.config.settings import *  # noqa: F403 - the settings read what was set above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody's real password
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - comes with the star above; whitenoise warns without it
