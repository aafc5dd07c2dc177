"""The tables an admin keeps, each declared once: its form, its columns, its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from crm.forms import reference as forms
from crm.models import (
    Absence,
    Campaign,
    CostEntry,
    ExchangeRate,
    Product,
    VisitorCount,
    WorkingTime,
)
from crm.templatetags import formats


@dataclass(frozen=True)
class Column:
    label: Any
    value: Callable[[Any], Any]
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """``key`` is the word in addresses; ``add`` says what the button does."""

    key: str
    title: Any
    intro: Any
    add: Any
    form: type[forms.ReferenceForm]
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet[Any]]
    icon: str

    @property
    def archives(self) -> bool:
        return hasattr(self.form.Meta.model, "archived_at")  # type: ignore[attr-defined]


def _rate(rate: Decimal) -> str:
    """With four decimals, or all it has where it has more: 1.0680, 0.006134."""
    own = -int(rate.normalize().as_tuple().exponent)
    return formats.number(rate, max(4, own))


def _days(weekdays: str) -> str:
    """'1245' as Mon, Tue, Thu, Fri in the reader's language."""
    return ", ".join(str(WEEKDAYS_ABBR[int(day) - 1]) for day in weekdays)


TABLES: dict[str, Table] = {
    table.key: table
    for table in (
        Table(
            "products",
            _("Products"),
            _(
                "What you sell, with its list price and unit cost: margins come from it."
            ),
            _("Add a product"),
            forms.ProductForm,
            (
                Column(_("Name"), lambda row: row.name),
                Column(_("Category"), lambda row: row.category or ""),
                Column(
                    _("List price"),
                    lambda r: formats.money_minor(r.list_price, r.currency),
                    True,
                ),
                Column(
                    _("Unit cost"),
                    lambda r: formats.money_minor(r.unit_cost, r.currency),
                    True,
                ),
                Column(_("VAT rate"), lambda row: row.vat_rate or ""),
            ),
            lambda: Product.objects.select_related("category", "vat_rate").order_by(
                "name"
            ),
            "tags",
        ),
        Table(
            "campaigns",
            _("Campaigns"),
            _("Whom a campaign reached and who answered; its cost is under Costs."),
            _("Add a campaign"),
            forms.CampaignForm,
            (
                Column(_("Name"), lambda row: row.name),
                Column(_("Channel"), lambda row: row.channel or ""),
                Column(_("Start"), lambda row: formats.day(row.started_on, "year")),
                Column(_("End"), lambda row: formats.day(row.ended_on, "year")),
                Column(
                    _("Received it"), lambda row: formats.number(row.audience), True
                ),
                Column(
                    _("Who answered"), lambda row: formats.number(row.responses), True
                ),
            ),
            lambda: Campaign.objects.select_related("channel").order_by(
                "-started_on", "-pk"
            ),
            "megaphone",
        ),
        Table(
            "costs",
            _("Costs"),
            _(
                "What marketing and selling cost, month by month: the cost of a customer comes from it."
            ),
            _("Add a cost"),
            forms.CostForm,
            (
                Column(_("Month"), lambda row: formats.day(row.month, "month")),
                Column(_("Kind"), lambda row: row.get_kind_display().capitalize()),
                Column(_("Label"), lambda row: row.label),
                Column(_("Channel"), lambda row: row.channel or ""),
                Column(
                    _("Amount"),
                    lambda row: formats.money_minor(row.amount, row.currency),
                    True,
                ),
            ),
            lambda: (
                CostEntry.objects.filter(deal__isnull=True)
                .select_related("channel")
                .order_by("-month", "-pk")
            ),
            "wallet2",
        ),
        Table(
            "rates",
            _("Exchange rates"),
            _(
                "A rate holds from its day until the next one. An amount without a rate is counted, and priced when its rate comes; once priced, it keeps its rate."
            ),
            _("Add a rate"),
            forms.RateForm,
            (
                Column(_("Currency"), lambda row: row.currency),
                Column(_("From"), lambda row: formats.day(row.day, "year")),
                Column(_("Rate"), lambda row: _rate(row.rate), True),
            ),
            lambda: ExchangeRate.objects.order_by("-day", "currency"),
            "currency-exchange",
        ),
        Table(
            "visitors",
            _("Visitors"),
            _(
                "Visitors of your site by day and channel: the visitor conversion comes from them."
            ),
            _("Add a count"),
            forms.VisitorsForm,
            (
                Column(_("Day"), lambda row: formats.day(row.day, "year")),
                Column(_("Channel"), lambda row: row.channel),
                Column(_("Visitors"), lambda row: formats.number(row.visitors), True),
            ),
            lambda: VisitorCount.objects.select_related("channel").order_by(
                "-day", "channel_id"
            ),
            "graph-up",
        ),
        Table(
            "absences",
            _("Absences"),
            _("Days away: the pace of a target does not count them."),
            _("Add an absence"),
            forms.AbsenceForm,
            (
                Column(_("Person"), lambda row: row.user),
                Column(
                    _("First day away"), lambda row: formats.day(row.from_on, "year")
                ),
                Column(_("Back on"), lambda row: formats.day(row.to_on, "year")),
                Column(_("Reason"), lambda row: row.reason),
            ),
            lambda: Absence.objects.select_related("user").order_by("-from_on", "-pk"),
            "calendar-x",
        ),
        Table(
            "working-times",
            _("Working times"),
            _(
                "Who works part-time, and on which days. Everyone else works the organisation's week."
            ),
            _("Add a working time"),
            forms.WorkingTimeForm,
            (
                Column(_("Person"), lambda row: row.user),
                Column(_("From"), lambda row: formats.day(row.from_on, "year")),
                Column(_("Until before"), lambda row: formats.day(row.to_on, "year")),
                Column(_("Days"), lambda row: _days(row.weekdays)),
                Column(
                    _("Share"),
                    lambda row: formats.percent(Decimal(row.share_percent) / 100),
                    True,
                ),
            ),
            lambda: WorkingTime.objects.select_related("user").order_by(
                "user__full_name", "from_on"
            ),
            "clock",
        ),
    )
}
