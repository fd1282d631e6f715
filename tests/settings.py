"""The clinic's settings under test: the same, with a database and a data folder of its own, and quick passwords."""

import os
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="migrainedays-tests-"))
os.environ["MIGRAINEDAYS_HOME"] = str(HOME)
os.environ.pop("MIGRAINEDAYS_DEMO", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs an event loop

from migrainedays.clinic.settings import *  # noqa: E402, F403
from migrainedays.clinic.settings import ALLOWED_HOSTS, DATABASES  # noqa: E402

# A file, as in a clinic: an SQLite database in memory knows no write-ahead log and locks otherwise.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
ALLOWED_HOSTS += ["testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
