"""Writes on saved views: a list as somebody wants to find it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from crm import access
from crm.models import SavedView, Team, User
from crm.models.people import NO_TEAM_ID
from crm.services.errors import Refused

#: What an address says about the moment, not about the view.
PASSING = ("page", "saved", "view", "poll", "tag_of")
LONGEST = 1000


def tidy(address: QueryDict) -> str:
    """What a view keeps of an address: filters, order, columns; in one order, nothing empty."""
    kept = QueryDict(mutable=True)
    for name in sorted(set(address) - set(PASSING)):
        values = [value for value in address.getlist(name) if value]
        # The last one counts where a filter stands twice; columns are many.
        kept.setlist(name, values if name == "cols" else values[-1:])
    return kept.urlencode()


def sharing_teams(user: User) -> QuerySet[Team, Team]:
    """Teams a person may share a view with: their own, and those they manage; an admin, any."""
    teams = Team.objects.filter(archived_at__isnull=True).exclude(pk=NO_TEAM_ID)
    if user.is_admin:
        return teams.order_by("name")
    mine = access.own_teams(user, access.today()) | access.managed_teams(user)
    return teams.filter(pk__in=mine).order_by("name")


@transaction.atomic
def save_view(
    *,
    by: User,
    now: datetime,
    page: str,
    name: str,
    query: str,
    team: Team | None = None,
    is_default: bool = False,
) -> SavedView:
    """A new view of ``page``; ``query`` is an address's, tidied here."""
    view = SavedView(owner=by, page=page, created_at=now)
    return _write(view, name=name, query=query, team=team, is_default=is_default)


@transaction.atomic
def edit_view(*, view: SavedView, **values: Any) -> SavedView:
    """Rename, share, open first, or replace what it keeps (``query``)."""
    return _write(view, **values)


def delete_view(*, view: SavedView) -> None:
    view.delete()


def _write(view: SavedView, **values: Any) -> SavedView:
    if "query" in values:
        values["query"] = tidy(QueryDict(values["query"]))
        if len(values["query"]) > LONGEST:
            raise Refused(_("These filters are too long to be saved."))
    for name, value in values.items():
        setattr(view, name, value)
    others = SavedView.objects.filter(owner=view.owner, page=view.page)
    others = others.exclude(pk=view.pk)
    if others.filter(name=view.name).exists():
        raise Refused({"name": _("You have a view of this name already.")})
    if view.is_default:
        others.update(is_default=False)
    view.save()
    return view
