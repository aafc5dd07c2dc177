"""Rows that a cell names: found by external id, then email, then name without case or accents.

Small tables are read once; prospects, contacts and deals are read as the file names them. With a
person (``by``) only what that person may see is found: an id of another team is an unknown one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from crm import access
from crm.importing.problems import Problem, shorten
from crm.models import (
    Campaign,
    Category,
    Channel,
    ChurnReason,
    ClientType,
    Competitor,
    ComplaintReason,
    Contact,
    ContactMethod,
    Deal,
    DisqualifyReason,
    LossReason,
    Pipeline,
    Product,
    Prospect,
    Region,
    Sector,
    Source,
    Team,
    User,
)
from crm.text import name_key, plain

Rows = dict[str, dict[str, list[Any]]]


class Finder:
    """The rows of one model by what people call them. ``columns`` maps suffixes to columns."""

    columns: dict[str, str] = {"external_id": "external_id", "name": "name"}

    def __init__(self, rows: QuerySet[Any], *, noun: str = "") -> None:
        self.rows = rows
        self.model: type[Model] = rows.model
        self.noun = noun or str(self.model._meta.verbose_name)
        self.index: Rows = {suffix: {} for suffix in self.columns}
        self.loaded = False

    def load(self, names: Iterable[str]) -> None:
        """Have the rows these names may mean at hand."""
        if not self.loaded:
            self.loaded = True
            for row in self.rows:
                self.add(row)

    def add(self, row: Any) -> None:
        for suffix, column in self.columns.items():
            value = getattr(row, column)
            if value:
                key = value if suffix == "external_id" else plain(value)
                self.index[suffix].setdefault(key, []).append(row)

    def candidates(self, name: str, by: str = "") -> list[Any]:
        """Every row this name may mean; the surest kind of name decides alone."""
        self.load([name])
        for suffix, rows in self.index.items():
            if by in ("", suffix):
                found = rows.get(name if suffix == "external_id" else plain(name))
                if found:
                    return found
        return []

    def one(self, name: str, by: str = "") -> Any:
        """The row, or nothing; several rows of this name are a problem."""
        return self.only(self.candidates(name, by), name)

    def only(self, found: list[Any], name: str) -> Any:
        if len(found) > 1:
            raise Problem(
                _(
                    "%(count)d rows are called “%(name)s” (%(noun)s). Use an external id."
                )
                % {"count": len(found), "name": shorten(name), "noun": self.noun}
            )
        return found[0] if found else None


class ListFinder(Finder):
    """Values of a list an admin edits: by the code the application knows, then by name."""

    columns = {"external_id": "code", "name": "name"}


class PeopleFinder(Finder):
    columns = {"external_id": "external_id", "email": "email", "name": "full_name"}


class Fetched(Finder):
    """A large table: only the rows that the file names are read."""

    def __init__(self, rows: QuerySet[Any], *, noun: str = "") -> None:
        super().__init__(rows, noun=noun)
        self.asked: set[str] = set()
        self.known: set[int] = set()

    def load(self, names: Iterable[str]) -> None:
        fresh = set(names) - self.asked
        if not fresh:
            return
        self.asked |= fresh
        for row in self.rows.filter(self.named(fresh)):
            if row.pk not in self.known:
                self.add(row)

    def add(self, row: Any) -> None:
        self.known.add(row.pk)
        super().add(row)

    def named(self, names: set[str]) -> Q:
        return Q(external_id__in=names) | Q(name__in=names)


class ProspectFinder(Fetched):
    """A name of a prospect that was merged away is one more name of the one it lives on in."""

    columns = {"external_id": "external_id", "email": "email", "name": "name"}

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.filter(merged_into__isnull=True))
        self.homes: dict[int, Any] = {}

    def load(self, names: Iterable[str]) -> None:
        fresh = set(names) - self.asked
        super().load(fresh)
        if not fresh:
            return
        gone = Prospect.objects.filter(
            self.named(fresh), merged_into__in=self.rows.values("pk")
        )
        merged = list(gone.only("merged_into", *self.columns.values()))
        missing = {row.merged_into_id for row in merged} - set(self.homes)
        self.homes |= self.rows.in_bulk(missing) if missing else {}
        for row in merged:
            self._also(row, self.homes[row.merged_into_id or 0])

    def add(self, row: Any) -> None:
        self.homes.setdefault(row.pk, row)
        super().add(row)

    def _also(self, gone: Prospect, home: Prospect) -> None:
        for suffix, column in self.columns.items():
            if value := getattr(gone, column):
                key = value if suffix == "external_id" else plain(value)
                called = self.index[suffix].setdefault(key, [])
                if home.pk not in {row.pk for row in called}:
                    called.append(home)

    def named(self, names: set[str]) -> Q:
        found = Q(external_id__in=names) | Q(name_key__in={name_key(n) for n in names})
        addresses = {name.lower() for name in names if "@" in name}
        return found | Q(email__in=addresses) if addresses else found


class ContactFinder(Fetched):
    columns = {"external_id": "external_id", "email": "email", "name": "name"}

    def named(self, names: set[str]) -> Q:
        found = Q(external_id__in=names) | Q(name__in=names)
        addresses = {name.lower() for name in names if "@" in name}
        return found | Q(email__in=addresses) if addresses else found


LISTS: dict[str, type[Model]] = {
    "sources": Source,
    "channels": Channel,
    "regions": Region,
    "sectors": Sector,
    "client_types": ClientType,
    "methods": ContactMethod,
    "loss_reasons": LossReason,
    "competitors": Competitor,
    "churn_reasons": ChurnReason,
    "disqualify_reasons": DisqualifyReason,
    "complaint_reasons": ComplaintReason,
    "categories": Category,
}
#: What is read of a prospect that another row belongs to.
OF_PROSPECT = (
    "external_id",
    "email",
    "name",
    "owner",
    "source",
    "detected_at",
    "contacted_at",
    "converted_at",
    "churned_at",
)


class Related:
    """All finders of one run, and what it had to create to satisfy them."""

    def __init__(self, *, by: User | None, now: datetime) -> None:
        self.by, self.now = by, now
        self.finders: dict[str, Finder] = {}
        self.created: dict[str, list[str]] = {}
        #: Rows created because a line named them, by identity of their table and key.
        self.fresh: set[tuple[str, int]] = set()

    def __getitem__(self, what: str) -> Finder:
        if what not in self.finders:
            self.finders[what] = self._finder(what)
        return self.finders[what]

    def find(self, what: str, name: str, *, by: str = "", make: bool = False) -> Any:
        """The row called so. With ``make`` a missing one is built, unsaved; else a problem."""
        finder = self[what]
        row = finder.one(name, by)
        if row is None and make and self.may_make:
            row = self._make(finder, name)
        if row is None:
            raise Problem(
                _("Unknown %(noun)s: “%(name)s”.")
                % {"noun": finder.noun, "name": shorten(name)}
            )
        return row

    @property
    def may_make(self) -> bool:
        """Lists and teams belong to administrators; the command line is one."""
        return self.by is None or self.by.is_admin

    def save(self, path: str, row: Any) -> None:
        """Write a row that ``find`` built, once a line that needs it is good."""
        if isinstance(row, Model) and row.pk is None:
            row.save()
            self.note(path, row)

    def note(self, path: str, row: Any) -> None:
        self.fresh.add((row._meta.label, row.pk))
        self.created.setdefault(path, []).append(str(row))

    def _make(self, finder: Finder, name: str) -> Any:
        longest: int = finder.model._meta.get_field("name").max_length  # type: ignore[union-attr, assignment]
        if len(name) > longest:
            raise Problem(
                _("Too long: %(length)d characters, at most %(limit)d.")
                % {"length": len(name), "limit": longest}
            )
        row = finder.model(name=name)
        finder.add(row)
        return row

    def _finder(self, what: str) -> Finder:
        if model := LISTS.get(what):
            return ListFinder(model._default_manager.all())
        if what == "people":
            return PeopleFinder(self._people(), noun=_("person"))
        if what == "prospects":
            rows = self.seen(Prospect.objects.all()).only(*OF_PROSPECT)
            return ProspectFinder(rows)
        if what == "contacts":
            return ContactFinder(self.seen(Contact.objects.all()))
        if what == "deals":
            return Fetched(self.seen(Deal.objects.all()).defer("lost_note"))
        model = {
            "teams": Team,
            "products": Product,
            "campaigns": Campaign,
            "pipelines": Pipeline,
        }[what]
        return Finder(model._default_manager.all())

    def seen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only what the person may read; everything on the command line."""
        return rows if self.by is None else rows.visible_to(self.by)  # type: ignore[attr-defined]

    def _people(self) -> QuerySet[User, User]:
        if self.by is None:
            return User.objects.all()
        mine = access.assignable_people(self.by)
        return User.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk=self.by.pk))
