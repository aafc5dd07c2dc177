"""Whose stream: the rows of each kind that belong to a prospect, or to a deal."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from crm.models import Contact, Deal, Prospect


@dataclass(frozen=True)
class Subject:
    """One record. ``on`` narrows the rows that name it, ``on_deals`` those that hang on a deal."""

    key: str
    pk: int

    @property
    def on(self) -> Q:
        return Q(**{self.key: self.pk})

    @property
    def on_deals(self) -> Q:
        return Q(deal=self.pk) if self.key == "deal" else Q(deal__prospect=self.pk)

    @property
    def edits(self) -> Q:
        """Entries of the audit about this record; for a prospect also about what is inside it."""
        own = Q(kind=self.key, object_id=self.pk)
        if self.key == "deal":
            return own
        inside = Q(kind="contact", object_id__in=self._ids(Contact))
        deals = Q(kind="deal", object_id__in=self._ids(Deal))
        merged = Prospect.objects.filter(merged_into=self.pk).values("pk")
        return own | inside | deals | Q(kind="prospect", object_id__in=merged)

    def _ids(self, model: type[Contact] | type[Deal]) -> object:
        return model._default_manager.filter(prospect=self.pk).values("pk")


def of_prospect(pk: int) -> Subject:
    return Subject("prospect", pk)


def of_deal(pk: int) -> Subject:
    return Subject("deal", pk)
