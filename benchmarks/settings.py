"""As production serves, without what only a network needs: no redirect to https, no worker to wake."""

from config.settings import *  # noqa: F403  # the settings themselves

SECURE_SSL_REDIRECT = False
ALLOWED_HOSTS = ["*"]
BROKER_URL = "memory://"
BROKER_OPTIONS: dict[str, object] = {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A line a request would drown the table.
LOGGING = {"version": 1, "disable_existing_loggers": True}
# Seeding thinks for a minute between two writes where other processes take the machine.
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"]["OPTIONS"] = {}  # noqa: F405
