"""Is this somebody we know already? Only among rows the person may see, and never blocking.

A new prospect or contact is compared with the few rows that share a piece of its name, its
address, its domain or its number (``candidates``); ``likeness`` says how much and why.
"""

from crm.duplicates.candidates import Sought, resembling
from crm.duplicates.imported import find_duplicates
from crm.duplicates.likeness import Likeness
from crm.duplicates.pairs import Pair, pairs_seen_by

__all__ = [
    "Likeness",
    "Pair",
    "Sought",
    "find_duplicates",
    "pairs_seen_by",
    "resembling",
]
