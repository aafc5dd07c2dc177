"""The lists and their values as the admin's pages show them."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.utils.translation import gettext as _

from crm.models.lists import ListValue
from crm.services.list_uses import relied_on, uses_of
from crm.setup.lists import KEPT, Kept
from crm.templatetags.formats import number, percent_sign


def counts() -> list[dict[str, Any]]:
    """[{kept, current, retired}] of every list, in one query."""
    parts: list[QuerySet[Any, Any]] = [_counted(kept) for kept in KEPT.values()]
    first, *others = parts
    found = {key: (n, retired) for key, n, retired in first.union(*others, all=True)}
    return [
        {
            "kept": kept,
            "current": found.get(kept.key, (0, 0))[0],
            "retired": found.get(kept.key, (0, 0))[1],
        }
        for kept in KEPT.values()
    ]


def _counted(kept: Kept) -> QuerySet[Any, Any]:
    rows: Any = kept.model.objects.order_by()
    rows = rows.annotate(key=Value(kept.key, output_field=CharField())).values("key")
    counted: QuerySet[Any, Any] = rows.annotate(
        n=Count("pk", filter=Q(archived_at__isnull=True)),
        retired=Count("pk", filter=Q(archived_at__isnull=False)),
    ).values_list("key", "n", "retired")
    return counted


def rows_of(kept: Kept) -> list[dict[str, Any]]:
    """[{value, about, uses, retired, deletable, mergeable, first, last}], retired ones last."""
    values: Any = kept.model.objects.all()
    if "channel" in kept.extra:
        values = values.select_related("channel")
    rows = sorted(values, key=lambda row: row.archived_at is not None)
    used, standing = uses_of(kept.model), [row for row in rows if not row.archived_at]
    return [
        {
            "value": row,
            "about": _about(row),
            "uses": used.get(row.pk, 0),
            "retired": row.archived_at is not None,
            "deletable": not relied_on(row) and not used.get(row.pk),
            "mergeable": not relied_on(row) and len(standing) > 1,
            "first": bool(standing) and row is standing[0],
            "last": bool(standing) and row is standing[-1],
        }
        for row in rows
    ]


def _about(row: ListValue) -> str:
    """What the value carries besides its name."""
    if (channel := getattr(row, "channel", None)) is not None:
        return str(channel)
    if getattr(row, "needs_competitor", False):
        return _("asked for")
    rate = getattr(row, "rate_bp", None)
    return "" if rate is None else f"{number(rate / 100)}{percent_sign()}"
