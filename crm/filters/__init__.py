"""What a list may be narrowed and sorted by, kept in the address: one declaration per list.

A filter names a queryset method or a column; an unknown or broken value hides everything rather
than showing too much, and the bar says which filter it is.
"""

from crm.filters.activities import ACTIVITIES
from crm.filters.deals import BOARD, DEALS
from crm.filters.declared import Narrowed, Narrowing, Select
from crm.filters.prospects import PROSPECTS
from crm.filters.voice import ANSWERS, COMPLAINTS, REVIEWS, VERBATIMS

__all__ = [
    "ACTIVITIES",
    "ANSWERS",
    "BOARD",
    "COMPLAINTS",
    "DEALS",
    "PROSPECTS",
    "REVIEWS",
    "VERBATIMS",
    "Narrowed",
    "Narrowing",
    "Select",
]
