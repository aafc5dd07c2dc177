"""Which contact methods a win is credited to, by the organisation's rule.

*First* and *last*: the method typed at the win, else that of the first or last activity held before
it. *Equal*: every method used before it. Activities are those of the deal, and those of its prospect
between the opening and the win that name no deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Q, QuerySet

from crm.models import (
    Activity,
    DayDone,
    Deal,
    DealMovement,
    Job,
    MethodCredit,
    Organisation,
    User,
)
from crm.services.history import record
from crm.services.jobs import start_job, step_of

#: Deals credited in one transaction.
PORTION = 500
WORK = "credits"
Rule = Organisation.MethodRule
#: {method: (its first activity, its last)}, each as (instant, id)
Used = dict[int, tuple[tuple[datetime, int], tuple[datetime, int]]]


@transaction.atomic
def settle(deals: Iterable[int]) -> int:
    """Make the credits of these deals' wins follow from their activities. How many wins changed."""
    ids = sorted(set(deals))
    if not ids:
        return 0
    rule = Organisation.current().method_rule
    won = DealMovement.objects.of("won").filter(deal__in=ids).select_for_update()
    wins = {row.pk: row for row in won.order_by("pk")}
    typed = dict(Deal.objects.filter(pk__in=ids).values_list("pk", "winning_method"))
    used = _used(ids)
    wanted = {
        pk: methods_of(rule, typed.get(row.deal_id), used.get(pk, {}))
        for pk, row in wins.items()
    }
    held: dict[int, list[int]] = {pk: [] for pk in wins}
    credits = MethodCredit.objects.filter(movement__deal__in=ids)
    for pk, method in credits.order_by("movement", "place").values_list(
        "movement", "method"
    ):
        held.setdefault(pk, []).append(method)
    changed = [pk for pk in held if held[pk] != wanted.get(pk, [])]
    MethodCredit.objects.filter(movement__in=changed).delete()
    MethodCredit.objects.bulk_create(
        MethodCredit(movement_id=pk, method_id=method, place=place, of=len(wanted[pk]))
        for pk in changed
        for place, method in enumerate(wanted.get(pk, ()))
    )
    return len(changed)


def methods_of(rule: str, typed: int | None, used: Used) -> list[int]:
    """The methods that share one win, in the order they were first used."""
    in_order = sorted(used, key=lambda method: used[method][0])
    if rule == Rule.EQUAL:
        return [*in_order, *([typed] if typed and typed not in used else [])]
    if typed:
        return [typed]
    if rule == Rule.FIRST:
        return in_order[:1]
    return sorted(used, key=lambda method: used[method][1])[-1:]


def _used(ids: Sequence[int]) -> dict[int, Used]:
    """{win: {method: (first, last)}} of the activities held before each win."""
    won = {"kind": "won", "withdrawn_at__isnull": True, "at__gte": F("at")}
    own = _through("deal__movements", won, deal__in=ids)
    beside = _through(
        "prospect__deals__movements",
        won,
        deal__isnull=True,
        prospect__deals__in=ids,
        at__gte=F("prospect__deals__opened_at"),
    )
    found: dict[int, Used] = {}
    for win, method, first, last, first_id, last_id in [*own, *beside]:
        spans = found.setdefault(win, {})
        began, ended = spans.get(method, ((first, first_id), (last, last_id)))
        spans[method] = min(began, (first, first_id)), max(ended, (last, last_id))
    return found


def _through(path: str, won: Mapping[str, Any], **where: Any) -> QuerySet[Any, Any]:
    """(win, method, first instant, last instant, ids) of the activities that lead to wins so."""
    held = Q(status=Activity.Status.HELD, method__isnull=False, **where)
    wins = Q(**{f"{path}__{name}": value for name, value in won.items()})
    rows = Activity.objects.filter(held & wins).values(path, "method").order_by()
    told = rows.annotate(
        first=Min("at"), last=Max("at"), first_id=Min("pk"), last_id=Max("pk")
    )
    found: QuerySet[Any, Any] = told.values_list(
        path, "method", "first", "last", "first_id", "last_id"
    )
    return found


# -- when something moved ---------------------------------------------------------------------


def after_activities(*rows: Activity | None) -> None:
    """Activities as they were and as they are: the wins they came before are credited anew."""
    told = [row for row in rows if row is not None and row.method_id is not None]
    if not told:
        return
    deals = {row.deal_id for row in told if row.deal_id is not None}
    prospects = {row.prospect_id for row in told if row.deal_id is None} - {None}
    won = Deal.objects.filter(won_at__gte=min(row.at for row in told))
    near = won.filter(Q(pk__in=deals) | Q(prospect__in=prospects))
    settle(near.values_list("pk", flat=True))


def after_import(*, deals: Iterable[int] = (), prospects: Iterable[int] = ()) -> None:
    """The same for many rows at once."""
    for ids in _portions(sorted(set(deals))):
        settle(ids)
    for part in _portions(sorted(set(prospects))):
        won = Deal.objects.filter(prospect__in=part, won_at__isnull=False)
        settle(won.values_list("pk", flat=True))


def _portions(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))


# -- the rule changed -------------------------------------------------------------------------


def _won() -> QuerySet[Deal, int]:
    rows = Deal.objects.filter(won_at__isnull=False).order_by("pk")
    return rows.values_list("pk", flat=True)


def credit_all(*, by: User | None, now: datetime) -> None:
    """Every win by the rule as it is now: a person's in the background, else by the next tick."""
    if by is None:
        DayDone.objects.filter(name=WORK).delete()
    else:
        start_job(kind=WORK, by=by, now=now, args={}, total=_won().count())


@step_of(WORK)
def step(job: Job) -> int:
    """The next wins; at the end a note, so that pages are made anew."""
    ids = list(_won()[job.done : job.done + PORTION])
    changed = settle(ids)
    job.result["changed"] = job.result.get("changed", 0) + changed
    if not ids:
        record(
            by=job.by, action="credited", row=Organisation.current(), at=job.created_at
        )
    return len(ids)


def credit_forgotten(*, now: datetime) -> None:
    """All wins once, where nobody did so far: an installation from before there were credits."""
    _done, new = DayDone.objects.get_or_create(name=WORK, defaults={"day": now.date()})
    if new:
        credit_every_win()


def credit_every_win() -> None:
    for ids in _portions(list(_won())):
        settle(ids)
