"""The embedded shape in a folder of its own, on the database that DATABASE_URL names.

Without DATABASE_URL that is a SQLite file, as in an installation: in memory, a server of a test
and the test would share one connection. Both databases thus run the same tests
under the same settings; the production shape has its own (tests/config).
"""

import atexit
import os
import shutil
import tempfile

import environ

DATA_FOLDER = tempfile.mkdtemp(prefix="boussole-tests-")
atexit.register(shutil.rmtree, DATA_FOLDER, ignore_errors=True)
os.environ["BOUSSOLE_DATA"] = DATA_FOLDER
# Whatever the machine speaks; processes of the tests inherit it.
os.environ["BOUSSOLE_LANGUAGE"] = "en"
# Taken away while the settings are read and put back: processes that a parallel run
# starts inherit this environment.
database_url = os.environ.pop("DATABASE_URL", "")

from config.settings import *  # noqa: E402, F403  # settings are made to be extended

if database_url:
    os.environ["DATABASE_URL"] = database_url
    DATABASES = {"default": environ.Env().db_url("DATABASE_URL")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA_FOLDER}/tests.sqlite3"}

DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    alias: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": alias,
    }
    for alias in ("default", "shared", "local")
}
# Each client of a test would otherwise list every static file there is.
WHITENOISE_AUTOREFRESH = True
