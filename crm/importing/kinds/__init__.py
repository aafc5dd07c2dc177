"""One module a noun; importing this package registers them all."""

from crm.importing.kinds import (
    activities,
    catalogue,
    complaints,
    contacts,
    deals,
    people,
    prospects,
    reviews,
    surveys,
)

#: The order in which files build on each other.
ORDER = (
    "teams",
    "users",
    "memberships",
    "products",
    "stages",
    "prospects",
    "contacts",
    "deals",
    "activities",
    "complaints",
    "nps",
    "reviews",
    "targets",
)
__all__ = [
    "ORDER",
    "activities",
    "catalogue",
    "complaints",
    "contacts",
    "deals",
    "people",
    "prospects",
    "reviews",
    "surveys",
]
