"""What every kind of file has: its fields, its rules, and how its rows are written.

A kind is one class; ``registry.register`` adds one from outside ``crm``.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.announce import announce_many
from crm.importing.fields import Field
from crm.importing.problems import Problem
from crm.importing.reading import Reading
from crm.importing.related import Related
from crm.models import Organisation, User
from crm.money import digits, half_up

Values = dict[str, Any]
#: Rows announced at once: one statement marks them all, and memory stays flat.
ANNOUNCED = 20_000
#: Minor units above this are a mistake, and their sum could leave the bigint.
LARGEST_AMOUNT = 10**15


@dataclass(frozen=True, slots=True)
class Checked:
    """A line whose cells are all good; ``values`` holds None for an empty cell."""

    line: int
    values: Values
    digest: int


@dataclass
class Job:
    """What a run knows: who reads the file, when, and what it has counted on the way."""

    by: User | None
    now: datetime
    organisation: Organisation
    reading: Reading
    #: field -> how many lines had it filled by a rule, for the report.
    filled: dict[str, int] = field(default_factory=dict)
    #: Subscriptions that won deals started.
    subscriptions: int = 0
    warnings: list[dict[str, Any]] = field(default_factory=list)
    moved: list[Model] = field(default_factory=list)

    @property
    def related(self) -> Related:
        return self.reading.related

    def fill(self, path: str) -> None:
        self.filled[path] = self.filled.get(path, 0) + 1

    def announce(self, rows: Sequence[Model]) -> None:
        """Tell the figures, in large portions."""
        self.moved += rows
        if len(self.moved) >= ANNOUNCED:
            self.flush()

    def flush(self) -> None:
        announce_many(self.moved)
        self.moved.clear()


class Kind:
    """Reading one kind of file. An instance lives for one run.

    ``complete`` may change the values (defaults, minor units) and raise ``Problem``; it writes
    nothing. ``create`` writes many rows at once, ``update`` one, inside a savepoint each.
    """

    name: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]]
    #: How a line is recognised as a row already there, in words for the documentation.
    matched_by: ClassVar[str]
    #: Only administrators may import it from a page.
    admin_only: ClassVar[bool] = False

    def __init__(self, job: Job) -> None:
        self.job = job

    def complete(self, values: Values) -> None:
        """Apply the rules that need several fields."""

    def key(self, values: Values) -> Hashable:
        """What makes two lines the same row; None: only if they are equal throughout."""
        return values.get("external_id")

    def load(self, rows: Sequence[Checked]) -> None:
        """Read the rows already there that these lines may mean."""

    def existing(self, values: Values) -> Any:
        """The row already there, or None."""
        return None

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        """Write new rows; returns what must be announced."""
        raise NotImplementedError

    def update(self, row: Any, values: Values) -> bool:
        """Change a row already there; True when something changed."""
        raise NotImplementedError

    def make(self, path: str, row: Any) -> None:
        """Save a row that a good line needs and nobody had."""
        self.job.related.save(path, row)

    def finish(self) -> None:
        """Settle what depends on all lines together."""

    # -- helpers ---------------------------------------------------------------------------

    def minor(self, values: Values, path: str, currency: str) -> int | None:
        """The amount in minor units; more decimals than the currency has are a problem."""
        value: Decimal | None = values.get(path)
        if value is None:
            return None
        scaled = value.scaleb(digits(currency))
        exponent = value.as_tuple().exponent
        if exponent == -3 and scaled != int(scaled):
            raise Problem(
                _("This can be read two ways. Say the decimal sign in the mapping."),
                path,
            )
        if scaled >= LARGEST_AMOUNT:
            raise Problem(_("This number is too large."), path)
        return half_up(scaled)


def chosen(values: Values, *paths: str) -> Values:
    """The values of these fields that the line gives."""
    return {path: values[path] for path in paths if values.get(path) is not None}


def column_of(row: Model, name: str) -> str:
    """owner -> owner_id: the attribute that compares without reading another row."""
    return str(getattr(row._meta.get_field(name), "attname", name))


def put_changes(row: Any, values: Values) -> list[str]:
    """Set what differs on the row; the names of the columns that changed."""
    changed = []
    for name, value in values.items():
        column = column_of(row, name)
        new = value.pk if isinstance(value, Model) else value
        if getattr(row, column) != new:
            setattr(row, name, value)
            changed.append(name)
    return changed
