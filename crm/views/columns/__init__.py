"""The columns of each list: on the page, in its file, and which of them the reader chose."""

from crm.views.columns.activities import ACTIVITY_COLUMNS
from crm.views.columns.deals import DEAL_COLUMNS
from crm.views.columns.declared import Column, Columns
from crm.views.columns.prospects import PROSPECT_COLUMNS

__all__ = [
    "ACTIVITY_COLUMNS",
    "DEAL_COLUMNS",
    "PROSPECT_COLUMNS",
    "Column",
    "Columns",
]
