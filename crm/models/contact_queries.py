"""Which contacts: named conditions, and what a search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from crm.models.carried import carries

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from crm.models.people import User
    from crm.models.prospects import Contact  # noqa: F401  # named in a base class


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user, "prospect__owner"))

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def carrying(self, words: str) -> Self:
        """Contacts whose name carries every one of the words."""
        return self.filter(carries("name_key", words))
