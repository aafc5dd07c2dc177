"""What ``collectstatic`` gathers of the files that packages bring."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Nothing that no page of ours asks for: compressing it took longer than all the rest."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "django_htmx",
        "redoc",
        "rest_framework",
    ]
