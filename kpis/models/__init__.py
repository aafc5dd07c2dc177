from kpis.models.boards import (
    RankingChoice,
    RankingRules,
    Reference,
    ScoreCard,
    ScoreWeight,
)
from kpis.models.calendar import (
    BuiltMeasure,
    CivilDay,
    Heartbeat,
    Mark,
    TeamMark,
)
from kpis.models.coaching import Agreement, CoachingNote
from kpis.models.dashboards import Dashboard, RetiredKpi, TileOpened
from kpis.models.snapshot import DailySnapshot, Restatement
from kpis.models.target import Target

__all__ = [
    "Agreement",
    "BuiltMeasure",
    "CivilDay",
    "CoachingNote",
    "DailySnapshot",
    "Dashboard",
    "Heartbeat",
    "Mark",
    "RankingChoice",
    "RankingRules",
    "Reference",
    "Restatement",
    "RetiredKpi",
    "ScoreCard",
    "ScoreWeight",
    "Target",
    "TeamMark",
    "TileOpened",
]
