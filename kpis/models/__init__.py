from kpis.models.calendar import (
    BuiltMeasure,
    CivilDay,
    Heartbeat,
    Mark,
    TeamMark,
)
from kpis.models.dashboards import Dashboard, RetiredKpi, TileOpened
from kpis.models.snapshot import DailySnapshot, Restatement
from kpis.models.target import Target

__all__ = [
    "BuiltMeasure",
    "CivilDay",
    "DailySnapshot",
    "Dashboard",
    "Heartbeat",
    "Mark",
    "Restatement",
    "RetiredKpi",
    "Target",
    "TeamMark",
    "TileOpened",
]
