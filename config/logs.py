"""Logs: one line an event, for people when embedded, for machines in production."""

import logging.config
from typing import Any

import structlog

from config.secrets_in_logs import mask_secrets

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.UnicodeDecoder(),
    mask_secrets,
]


def logging_for(*, machines: bool, level: str) -> dict[str, Any]:
    """The `logging.config` tree: JSON lines for machines, short ones for people."""
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if machines
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    render,
                ],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines"}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Each request is one line of django_structlog; these would repeat it.
            "django.server": {"level": "WARNING", "propagate": True},
            "django_structlog.middlewares": {
                "level": "WARNING" if not machines else level
            },
        },
    }


def configure(tree: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: the standard library's loggers, then structlog's."""
    logging.config.dictConfig(tree)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            *SHARED[1:],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
