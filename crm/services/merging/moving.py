"""Everything that hangs on one prospect goes over to another, whatever table it stands in."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from crm.announce import announce_many, as_it_is
from crm.models import (
    Contact,
    DealMovement,
    Distinct,
    Prospect,
    ProspectStep,
    Snooze,
)
from crm.services.way_back import Kept

#: Followed by a rule of their own.
APART = (ProspectStep, Prospect)


def move_all(kept: Kept, *, home: Prospect, other: Prospect) -> None:
    """Move the rows of ``other`` to ``home`` and announce those that count."""
    _one_main_contact(kept, home, other)
    _one_snooze(kept, home, other)
    for link in Prospect._meta.related_objects:
        model: Any = link.related_model
        if model not in APART:
            _move(kept, model, link.field.name, home, other)
    _redirect(kept, home, other)
    _keep_apart(kept, home, other)
    _share_tags(kept, home, other)
    _recount(kept, home)


def _move(
    kept: Kept, model: type[Model], link: str, home: Prospect, other: Prospect
) -> None:
    rows: list[Any] = list(
        model._base_manager.select_for_update().filter(**{link: other})
    )
    kept.keep(rows)
    before = [as_it_is(row) for row in rows]
    values: dict[str, Any] = {link: home}
    model._base_manager.filter(pk__in=[row.pk for row in rows]).update(**values)
    for row in rows:
        setattr(row, link, home)
    announce_many([*before, *rows])


def _one_main_contact(kept: Kept, home: Prospect, other: Prospect) -> None:
    if not home.contacts.filter(is_main=True).exists():
        return
    second = Contact.objects.filter(prospect=other, is_main=True)
    kept.keep(second)
    second.update(is_main=False)


def _one_snooze(kept: Kept, home: Prospect, other: Prospect) -> None:
    """A person snoozes a prospect once: what they said of the one that stays holds."""
    people = home.snoozes.values("user")
    double = Snooze.objects.filter(prospect=other, user__in=people)
    kept.keep(double)
    double.delete()


def _redirect(kept: Kept, home: Prospect, other: Prospect) -> None:
    """What was merged into the other is now merged into this one; so are its subsidiaries."""
    for link in ("merged_into", "parent"):
        rows = Prospect.objects.filter(**{link: other}).exclude(pk=home.pk)
        kept.keep(rows)
        rows.update(**{link: home})


def _keep_apart(kept: Kept, home: Prospect, other: Prospect) -> None:
    """What the other is not, the kept one is not either; the two themselves are one now."""
    for pair in list(Distinct.objects.of(other.pk)):
        kept.keep([pair])
        pair.delete()
        third = pair.one_id if pair.two_id == other.pk else pair.two_id
        ends = {"one_id": min(third, home.pk), "two_id": max(third, home.pk)}
        if third != home.pk and not Distinct.objects.filter(**ends).exists():
            kept.made([Distinct.objects.create(**ends, by_id=pair.by_id, at=pair.at)])


def _share_tags(kept: Kept, home: Prospect, other: Prospect) -> None:
    """The kept one gets the tags it had not; the other keeps its own, for the way back."""
    through: Any = Prospect.tags.through
    have = through.objects.filter(prospect=home).values("tag_id")
    wanted = through.objects.filter(prospect=other).exclude(tag_id__in=have)
    tags = list(wanted.values_list("tag_id", flat=True))
    kept.made(through.objects.create(prospect=home, tag_id=tag) for tag in tags)


def _recount(kept: Kept, home: Prospect) -> None:
    """The length of a sales cycle follows from the prospect's life: its wins are counted again."""
    wins = list(DealMovement.objects.of("won").filter(deal__prospect=home))
    kept.follow(wins)
    announce_many(wins)
