"""Tags on prospects: words of an organisation's own, from a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Prospect, Tag, User, WayBack
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.way_back import Kept, way_back

ON_PROSPECT = Prospect.tags.through


@transaction.atomic
def add_tag(*, name: str, by: User, now: datetime) -> Tag:
    """A new word of the list, or the one that is there, back in use; managers and admins add."""
    name = " ".join(name.split())
    known: Any = Tag._default_manager.filter(name__iexact=name).first()
    if known is not None and known.archived_at is None:
        return known  # type: ignore[no-any-return]
    if by.role == User.Role.REP:
        raise Refused({"name": _("Only managers and administrators add tags.")})
    if known is None:
        known = Tag.objects.create(name=name)
        record(by=by, action="created", row=known, at=now)
    else:
        known.archived_at = None
        known.save(update_fields=["archived_at"])
        record(by=by, action="restored", row=known, at=now)
    return known  # type: ignore[no-any-return]


@transaction.atomic
def change_tags(
    *,
    prospect: Prospect,
    by: User | None,
    now: datetime,
    add: Iterable[Tag] = (),
    remove: Iterable[Tag] = (),
    kept: Kept | None = None,
) -> bool:
    """Put tags on a prospect and take others off; True when anything changed.

    A tag is no description: the version of the prospect stays.
    """
    kept = kept or Kept()
    before = {tag.pk: tag.name for tag in prospect.tags.all()}
    fresh = [tag for tag in add if tag.pk not in before]
    gone = [tag for tag in remove if tag.pk in before]
    if not fresh and not gone:
        return False
    rows = ON_PROSPECT.objects.filter(prospect=prospect)
    kept.keep(rows.filter(tag__in=gone))
    rows.filter(tag__in=gone).delete()
    kept.made([ON_PROSPECT.objects.create(prospect=prospect, tag=tag) for tag in fresh])
    after = {**before, **{tag.pk: tag.name for tag in fresh}}
    for tag in gone:
        del after[tag.pk]
    changes = {"tags": [sorted(before.values()), sorted(after.values())]}
    record(by=by, action="edited", row=prospect, at=now, changes=changes)
    return True


@transaction.atomic
def set_tags(
    *, prospect: Prospect, tags: Iterable[Tag], fresh: str, by: User, now: datetime
) -> WayBack | None:
    """The prospect carries these tags and no other, with ``fresh`` made first; None: as before."""
    wanted = list(tags)
    if fresh.strip():
        wanted.append(add_tag(name=fresh, by=by, now=now))
    carried = set(prospect.tags.all())
    if carried == set(wanted):
        return None
    with way_back(by=by, now=now, action="tags", label=str(prospect)) as kept:
        gone = carried - set(wanted)
        change_tags(
            prospect=prospect, by=by, now=now, add=wanted, remove=gone, kept=kept
        )
    return kept.way_back
