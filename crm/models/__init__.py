"""The facts: who did what, with whom, when. One noun a module."""

from crm.models.activities import Activity
from crm.models.costs import (
    Campaign,
    CostDay,
    CostEntry,
    ExchangeRate,
    TimeEntry,
    VisitorCount,
)
from crm.models.credits import MethodCredit
from crm.models.daily import DayDone
from crm.models.deals import Deal, DealLine, DealMovement
from crm.models.definitions import DefinitionChange
from crm.models.desk import CalendarFeed, SavedView, Snooze
from crm.models.distinct import Distinct
from crm.models.files import Attachment
from crm.models.forecasts import ForecastCall, StageCategory
from crm.models.history import AuditEntry, ImportRun, SentOnce
from crm.models.jobs import Job, WayBack
from crm.models.letters import Letter, Notice
from crm.models.lists import (
    Category,
    Channel,
    ChurnReason,
    ClientType,
    Competitor,
    ComplaintReason,
    ContactMethod,
    DisqualifyReason,
    LossReason,
    Region,
    Sector,
    Source,
    Tag,
    VatRate,
)
from crm.models.people import (
    NO_TEAM_ID,
    UNASSIGNED_ID,
    Membership,
    Organisation,
    Team,
    User,
)
from crm.models.pipeline import ForecastCategory, Pipeline, Stage
from crm.models.products import Product
from crm.models.prospects import Contact, Prospect, ProspectStep
from crm.models.quotes import Quote, QuoteLine
from crm.models.revenue import Contract, MrrMovement, Subscription
from crm.models.surveys import SurveyInvitation
from crm.models.voice import Complaint, Review, SurveyAnswer, Verbatim
from crm.models.working import Absence, WorkingTime

__all__ = [
    "NO_TEAM_ID",
    "UNASSIGNED_ID",
    "Absence",
    "Activity",
    "Attachment",
    "AuditEntry",
    "CalendarFeed",
    "Campaign",
    "Category",
    "Channel",
    "ChurnReason",
    "ClientType",
    "Competitor",
    "Complaint",
    "ComplaintReason",
    "Contact",
    "ContactMethod",
    "Contract",
    "CostDay",
    "CostEntry",
    "DayDone",
    "Deal",
    "DealLine",
    "DealMovement",
    "DefinitionChange",
    "DisqualifyReason",
    "Distinct",
    "ExchangeRate",
    "ForecastCall",
    "ForecastCategory",
    "ImportRun",
    "Job",
    "Letter",
    "LossReason",
    "Membership",
    "MethodCredit",
    "MrrMovement",
    "Notice",
    "Organisation",
    "Pipeline",
    "Product",
    "Prospect",
    "ProspectStep",
    "Quote",
    "QuoteLine",
    "Region",
    "Review",
    "SavedView",
    "Sector",
    "SentOnce",
    "Snooze",
    "Source",
    "Stage",
    "StageCategory",
    "Subscription",
    "SurveyAnswer",
    "SurveyInvitation",
    "Tag",
    "Team",
    "TimeEntry",
    "User",
    "VatRate",
    "Verbatim",
    "VisitorCount",
    "WayBack",
    "WorkingTime",
]
