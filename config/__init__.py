"""How the parts are put together: settings, jobs, addresses, health."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
