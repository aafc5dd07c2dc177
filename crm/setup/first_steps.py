"""From an empty installation to the first true figure: what is left to do, in order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity, AuditEntry, Deal, Organisation, Prospect, User
from crm.places import address_of


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    action: str
    url: str
    done: bool


def first_steps() -> list[Step]:
    """The steps of a new installation; each says itself whether it is done."""
    organisation = Organisation.current()
    named, facts, won, several, followed = _known()
    return [
        Step(
            _("Your organisation"),
            _("Its name, currency and time zone: every figure depends on them."),
            _("Check them"),
            reverse("crm:setup-organisation"),
            named,
        ),
        Step(
            _("Your sales so far"),
            _(
                "Drop your Excel or CSV file of deals as it is. Customers and stages"
                " are made from it."
            ),
            _("Import deals"),
            reverse("crm:imports") + "?kind=deals",
            facts,
        ),
        Step(
            _("Your first figure"),
            _("Revenue, win rate and cycle of %(name)s, open to the rows behind.")
            % {"name": organisation.name},
            _("See the figures"),
            address_of("kpis:team", "crm:home"),
            won,
        ),
        Step(
            _("Your people"),
            _("Who sells, in which team. They get a link to choose a password."),
            _("Add people"),
            reverse("crm:setup"),
            several,
        ),
        Step(
            _("Your first activity"),
            _("One line after a call is enough: the figures move while you look."),
            _("Log an activity"),
            reverse("crm:log"),
            followed,
        ),
    ]


def _known() -> tuple[bool, ...]:
    """What the steps ask, in one query: named, sold or followed, won, several people, an activity."""
    edited = AuditEntry.objects.filter(kind="organisation", action="edited")
    facts = Exists(Deal.objects.all()) | Exists(Prospect.objects.all())
    others = User.objects.get_queryset().people().exclude(pk=OuterRef("first"))
    first = User.objects.get_queryset().people().order_by("pk").values("pk")[:1]
    found: tuple[bool, ...] = (
        Organisation.objects.annotate(first=Subquery(first))
        .values_list(
            Exists(edited),
            Case(When(facts, then=True), default=False),
            Exists(Deal.objects.won()),
            Exists(others),
            Exists(Activity.objects.all()),
        )
        .get()
    )
    return found


def is_new() -> bool:
    """Whether nothing was ever sold or followed here: the guide opens by itself."""
    return not (Deal.objects.exists() or Prospect.objects.exists())
