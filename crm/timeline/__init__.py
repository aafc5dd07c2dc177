"""One stream for everything that happened with a prospect or on a deal.

Whatever the number of kinds and rows, a page of it is one query: each kind is a branch of one
UNION whose columns (``columns.COLUMNS``) carry all that its entry says.
"""

from crm.timeline.reading import Cursor, Told, Window, read
from crm.timeline.streams import GROUPS
from crm.timeline.subject import Subject, of_deal, of_prospect

__all__ = [
    "GROUPS",
    "Cursor",
    "Subject",
    "Told",
    "Window",
    "of_deal",
    "of_prospect",
    "read",
]
