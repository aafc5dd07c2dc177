"""A stream (``crm.timeline``) in words: each row becomes an entry of the page."""

from crm.views.parts.told.page import timeline_of

__all__ = ["timeline_of"]
