from kpis.models.alerts import Alert, AlertRule
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
from kpis.models.closing import ClosedFigure, ClosedMonth
from kpis.models.coaching import Agreement, CoachingNote
from kpis.models.dashboards import Dashboard, RetiredKpi, TileOpened
from kpis.models.digest import DigestChoice, DigestSent, Rhythm
from kpis.models.forecast import ForecastDay, ForecastSnapshot
from kpis.models.plans import ActionPlan, PlanStep
from kpis.models.said import FigureComment, Priority
from kpis.models.snapshot import DailySnapshot, Restatement
from kpis.models.target import Target

__all__ = [
    "ActionPlan",
    "Agreement",
    "Alert",
    "AlertRule",
    "BuiltMeasure",
    "CivilDay",
    "ClosedFigure",
    "ClosedMonth",
    "CoachingNote",
    "DailySnapshot",
    "Dashboard",
    "DigestChoice",
    "DigestSent",
    "FigureComment",
    "ForecastDay",
    "ForecastSnapshot",
    "Heartbeat",
    "Mark",
    "PlanStep",
    "Priority",
    "RankingChoice",
    "RankingRules",
    "Reference",
    "Restatement",
    "RetiredKpi",
    "Rhythm",
    "ScoreCard",
    "ScoreWeight",
    "Target",
    "TeamMark",
    "TileOpened",
]
