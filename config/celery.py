"""The jobs: one application, two queues, one table of ticks.

`figures` keeps the snapshots right; nothing over a second runs there. `jobs` takes
imports, exports, mail and rebuilds. The ledger in the database is the truth: a lost
message costs time, never a figure (docs/architecture.md).
"""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

MINUTE = 60.0
FIGURES = "figures"
JOBS = "jobs"

# A tick, never a business time: it asks the calendar and the ledger what is due. One that
# waited for longer than its own interval is dropped, the next one does its work.
SCHEDULE: dict[str, dict[str, Any]] = {
    "bring the figures up to date": {
        "task": "kpis.tasks.tick",
        "schedule": MINUTE,
        "options": {"queue": FIGURES, "expires": MINUTE},
    },
    "keep what was promised: mails, reminders, work left over": {
        "task": "crm.tasks.tick",
        "schedule": MINUTE,
        "options": {"queue": JOBS, "expires": MINUTE},
    },
    "write the mails of figures that are due": {
        "task": "kpis.tasks.write_digests",
        "schedule": 5 * MINUTE,
        "options": {"queue": JOBS, "expires": 5 * MINUTE},
    },
    "look at what the rules watch, and measure what plans moved": {
        "task": "kpis.tasks.watch",
        "schedule": MINUTE,
        "options": {"queue": JOBS, "expires": MINUTE},
    },
}
# The first pattern that matches decides.
ROUTES = (
    [
        ("kpis.tasks.tick", {"queue": FIGURES}),
        ("kpis.tasks.drain", {"queue": FIGURES}),
        ("*", {"queue": JOBS}),
    ],
)


def configuration() -> dict[str, Any]:
    """Read when first needed: this page is imported while settings are being read."""
    return {
        "broker_url": settings.BROKER_URL,
        "broker_transport_options": settings.BROKER_OPTIONS,
        "broker_connection_timeout": 0.5,
        "broker_connection_retry_on_startup": True,
        # The three places: the shortest wins among programs that share a broker.
        "visibility_timeout": settings.VISIBILITY_TIMEOUT,
        "result_backend_transport_options": {
            "visibility_timeout": settings.VISIBILITY_TIMEOUT
        },
        # Publishing never holds up a page: the mark is in the database already.
        "task_publish_retry": True,
        "task_publish_retry_policy": {
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.1,
            "interval_max": 0.1,
        },
        # A worker that dies gives its task back: tasks are safe to run twice.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": 1000,
        "worker_soft_shutdown_timeout": 5.0 if settings.EMBEDDED else 60.0,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "task_time_limit": 300,
        "task_soft_time_limit": 270,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",
        "enable_utc": True,
        "task_default_queue": JOBS,
        "task_routes": ROUTES,
        "beat_schedule": SCHEDULE,
        # Logs are ours (config/logs.py).
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
    }


app = Celery("boussole")
app.add_defaults(configuration)
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@celeryd_init.connect
def wait_longer(conf: Any, **kwargs: Any) -> None:
    """A page gives up on a broker that does not answer at once; a worker need not."""
    if not settings.EMBEDDED:
        patient = {"socket_timeout": 30, "socket_connect_timeout": 5}
        conf.broker_transport_options = settings.BROKER_OPTIONS | patient
        conf.broker_connection_timeout = 5
