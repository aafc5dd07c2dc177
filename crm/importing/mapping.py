"""(2) Which cell, constant or template gives each field. The JSON is documented in docs/import.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as made
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from crm.importing.fields import Field, header_key, split_path
from crm.importing.parse import Cell, Table
from crm.importing.problems import Unreadable
from crm.text import plain, slug

TABLES = ("columns", "constants", "defaults", "templates", "values")
HINTS = ("encoding", "delimiter", "decimal", "date_format")
FILTERS: dict[str, Callable[[str], str]] = {
    "slug": slug,
    "lower": str.lower,
    "upper": str.upper,
    "": str,
}
HOLE = re.compile(r"\{([^{}|]+)(?:\|([^{}]*))?\}")


@dataclass(frozen=True)
class Mapping:
    """The mapping as given; empty tables match columns to fields by their names."""

    columns: dict[str, str] = made(default_factory=dict)
    constants: dict[str, str] = made(default_factory=dict)
    defaults: dict[str, str] = made(default_factory=dict)
    templates: dict[str, str] = made(default_factory=dict)
    values: dict[str, dict[str, str]] = made(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    date_format: str = ""

    @classmethod
    def of(cls, data: Any) -> Mapping:
        """From parsed JSON; ``Unreadable`` names the key that is wrong."""
        if not isinstance(data, dict):
            raise Unreadable(_("The mapping must be a JSON object."))
        if unknown := sorted(set(data) - {*TABLES, *HINTS}):
            raise Unreadable(
                _("The mapping has an unknown key: %(key)s.") % {"key": unknown[0][:40]}
            )
        given: dict[str, Any] = {}
        for key in TABLES:
            given[key] = _table(key, data.get(key) or {})
        for key in HINTS:
            given[key] = _text(key, data.get(key) or "")
        if given["decimal"] not in ("", ".", ","):
            raise Unreadable(_('"decimal" must be "." or ",".'))
        if given["delimiter"] in ("tab", "\\t"):
            given["delimiter"] = "\t"
        return cls(**given)

    @classmethod
    def load(cls, path: Path) -> Mapping:
        try:
            return cls.of(json.loads(path.read_text("utf-8-sig")))
        except OSError as error:
            raise Unreadable(
                _("The mapping cannot be opened: %(why)s") % {"why": error.strerror}
            ) from error
        except (ValueError, RecursionError) as error:
            raise Unreadable(
                _("The mapping is not JSON: %(why)s") % {"why": str(error)[:200]}
            ) from error


def _table(key: str, table: Any) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise Unreadable(_('"%(key)s" must be an object.') % {"key": key})
    if key == "values":
        return {name: _table(f"values.{name}", inner) for name, inner in table.items()}
    return {name: _text(f"{key}.{name}", value) for name, value in table.items()}


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise Unreadable(_('"%(key)s" must be a text.') % {"key": key[:80]})
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(_('"%(key)s" is no text.') % {"key": key[:80]}) from error
    return text


@dataclass(frozen=True)
class Template:
    """Text with holes: ``{name|slug}@example.com``. Holes are cells of the line."""

    text: str
    holes: tuple[tuple[int, str], ...]

    def fill(self, cells: list[Cell]) -> str:
        """The text, or nothing when one of its cells is empty."""
        parts = iter(
            FILTERS[name](str(cells[index]).strip()) for index, name in self.holes
        )
        filled = list(parts)
        if not all(filled):
            return ""
        pieces = iter(filled)
        return HOLE.sub(lambda _hole: next(pieces), self.text)


@dataclass(frozen=True)
class Binding:
    """Where the value of one field comes from. ``column`` is what errors call it."""

    field: Field
    column: str
    by: str = ""
    index: int | None = None
    constant: str = ""
    template: Template | None = None
    default: str = ""
    renames: dict[str, str] = made(default_factory=dict)

    def raw(self, cells: list[Cell]) -> Cell:
        """The cell as the file or the mapping gives it, trimmed and renamed; '' when empty."""
        value: Cell
        if self.index is not None:
            value = cells[self.index]
        elif self.template is not None:
            value = self.template.fill(cells)
        else:
            value = self.constant
        if isinstance(value, str):
            value = value.strip()
        if self.renames:
            value = self._renamed(value)
        return self.default if value == "" else value

    def _renamed(self, value: Cell) -> Cell:
        text = str(value)
        if text in self.renames:
            return self.renames[text]
        return self.renames.get(plain(text), value)


@dataclass(frozen=True)
class Bindings:
    """What will be read, and the columns nobody asked for."""

    bound: tuple[Binding, ...]
    ignored: list[str]


def bind(mapping: Mapping, table: Table, fields: tuple[Field, ...]) -> Bindings:
    """Join the mapping to the file's columns; ``Unreadable`` when a name fits nothing."""
    return _Binder(mapping, table, fields).bind()


class _Binder:
    def __init__(self, mapping: Mapping, table: Table, fields: tuple[Field, ...]):
        self.mapping, self.table, self.fields = mapping, table, fields
        self.places: dict[str, list[int]] = {}
        for index, header in enumerate(table.headers):
            self.places.setdefault(header_key(header) or header, []).append(index)
        self.bound: dict[str, Binding] = {}

    def bind(self) -> Bindings:
        used = self._columns() if self.mapping.columns else self._matched()
        for path, text in self.mapping.constants.items():
            self._put(path, constant=text.strip())
        for path, text in self.mapping.templates.items():
            self._put(path, template=self._template(text))
        for path, text in self.mapping.defaults.items():
            self._extend(path, default=text.strip())
        for path, renames in self.mapping.values.items():
            keys = {plain(was): to for was, to in renames.items()}
            self._extend(path, renames={**keys, **renames})
        for wanted in self.fields:
            if wanted.required and wanted.path not in self.bound:
                raise Unreadable(
                    _(
                        "Nothing gives the required field %(field)s. Columns: %(columns)s."
                    )
                    % {"field": wanted.path, "columns": self._known()}
                )
        ignored = [h for i, h in enumerate(self.table.headers) if i not in used]
        return Bindings(tuple(self.bound.values()), ignored)

    def _columns(self) -> set[int]:
        used = set()
        for header, path in self.mapping.columns.items():
            index = self._place(header)
            self._put(path, index=index, column=self.table.headers[index])
            used.add(index)
        return used

    def _matched(self) -> set[int]:
        """Without a mapping, columns are known by their names, in English or French."""
        used = set()
        given = {*self.mapping.constants, *self.mapping.templates}
        for index, header in enumerate(self.table.headers):
            found = split_path(header, self.fields)
            if found is None or found[0].path in given:
                continue
            if len(self.places[header_key(header) or header]) > 1:
                raise Unreadable(
                    _("Two columns are called %(name)s.") % {"name": header[:80]}
                )
            if found[0].path in self.bound:
                continue
            self._put(header, index=index, column=header)
            used.add(index)
        return used

    def _place(self, header: str) -> int:
        places = self.places.get(header_key(header) or header, [])
        exact = [i for i in places if self.table.headers[i] == " ".join(header.split())]
        if len(places) > 1 and len(exact) != 1:
            raise Unreadable(
                _("Two columns are called %(name)s.") % {"name": header[:80]}
            )
        if not places:
            raise Unreadable(
                _("The file has no column %(name)s. Columns: %(columns)s.")
                % {"name": header[:80], "columns": self._known()}
            )
        return (exact or places)[0]

    def _known(self) -> str:
        return ", ".join(header[:40] for header in self.table.headers[:30])

    def _field(self, path: str) -> tuple[Field, str]:
        found = split_path(path, self.fields)
        if found is None:
            raise Unreadable(
                _("Unknown field: %(path)s. Known: %(fields)s.")
                % {
                    "path": path[:80],
                    "fields": ", ".join(known.path for known in self.fields),
                }
            )
        return found

    def _put(self, path: str, *, column: str = "", **source: Any) -> None:
        known, by = self._field(path)
        if known.path in self.bound:
            raise Unreadable(
                _("The field %(field)s is given twice.") % {"field": known.path}
            )
        self.bound[known.path] = Binding(known, column or known.path, by, **source)

    def _extend(self, path: str, **more: Any) -> None:
        known, by = self._field(path)
        held = self.bound.get(known.path) or Binding(known, known.path, by)
        self.bound[known.path] = Binding(**{**vars(held), **more})

    def _template(self, text: str) -> Template:
        holes = []
        for name, chosen in HOLE.findall(text):
            if chosen not in FILTERS:
                raise Unreadable(
                    _(
                        "Unknown filter in a template: %(name)s. Known: slug, lower, upper."
                    )
                    % {"name": chosen[:40]}
                )
            holes.append((self._hole(name.strip()), chosen))
        return Template(text, tuple(holes))

    def _hole(self, name: str) -> int:
        """A hole is a field that a column gives, or a column."""
        found = split_path(name, self.fields)
        held = self.bound.get(found[0].path) if found else None
        if held is not None and held.index is not None:
            return held.index
        return self._place(name)
