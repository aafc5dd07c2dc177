from kpis.models.calendar import BuiltMeasure, CivilDay, Heartbeat, Mark
from kpis.models.snapshot import DailySnapshot, Restatement
from kpis.models.target import Target

__all__ = [
    "BuiltMeasure",
    "CivilDay",
    "DailySnapshot",
    "Heartbeat",
    "Mark",
    "Restatement",
    "Target",
]
