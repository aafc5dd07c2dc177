"""What a list may be narrowed and sorted by, kept in the address: one declaration per list.

A filter names a queryset method or a column; an unknown or broken value hides everything rather
than showing too much, and the bar says which filter it is.
"""

from crm.filters.declared import Narrowed, Narrowing, Select
from crm.filters.lists import ACTIVITIES, COMPLAINTS, DEALS, PROSPECTS

__all__ = [
    "ACTIVITIES",
    "COMPLAINTS",
    "DEALS",
    "PROSPECTS",
    "Narrowed",
    "Narrowing",
    "Select",
]
