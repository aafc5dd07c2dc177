"""(5) What stands out: ``judging`` one figure's last period, ``anomalies`` listed with their rule,
``correlation`` of two figures, which is not a cause.
"""

from kpis.signals.judging import (
    OUTSIDE,
    chip,
    of_tile,
    rule,
    shown_range,
    usual_of,
    usual_range,
    word,
)

__all__ = [
    "OUTSIDE",
    "chip",
    "of_tile",
    "rule",
    "shown_range",
    "usual_of",
    "usual_range",
    "word",
]
