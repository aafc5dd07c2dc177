"""What a file seems to be: its columns, the field each could be, and a few lines to look at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from crm.importing import registry
from crm.importing.fields import Field, header_key, split_path
from crm.importing.mapping import Mapping
from crm.importing.parse import Table, read_table
from crm.importing.problems import shorten

#: Lines shown before anything is read.
SHOWN = 5
#: A header this alike is proposed; what is proposed is always shown before it is used.
ALIKE = 86


@dataclass(frozen=True)
class Column:
    """One column of the file: its name, the field proposed ('' for none), its first cells."""

    header: str
    field: str
    cells: list[str]


@dataclass(frozen=True)
class Proposal:
    columns: list[Column]
    encoding: str
    delimiter: str
    fields: tuple[Field, ...]
    lines: int


def propose(kind: str, data: bytes, mapping: Mapping | None = None) -> Proposal:
    """Read the file as the mapping says, else as it seems to be. Raises ``Unreadable``."""
    mapping = mapping or Mapping()
    table = read_table(data, encoding=mapping.encoding, delimiter=mapping.delimiter)
    fields = registry.get(kind).fields
    first = list(islice(table.lines(), SHOWN))
    chosen = _matched(table, fields)
    columns = [
        Column(
            header,
            chosen.get(index, ""),
            [shorten(line.cells[index]) for line in first if index < len(line.cells)],
        )
        for index, header in enumerate(table.headers)
    ]
    count = sum(1 for _line in table.lines())
    return Proposal(columns, table.encoding, table.delimiter, fields, count)


def _matched(table: Table, fields: tuple[Field, ...]) -> dict[int, str]:
    """Place of a column -> field: by its names first, then by what is spelled alike."""
    found: dict[int, str] = {}
    for index, header in enumerate(table.headers):
        known = split_path(header, fields)
        if known and known[0].path not in found.values():
            suffix = f".{known[1]}" if known[1] else ""
            found[index] = known[0].path + suffix
    for index, header in enumerate(table.headers):
        if index not in found and (near := _near(header, fields, set(found.values()))):
            found[index] = near
    return found


def _near(header: str, fields: tuple[Field, ...], taken: set[str]) -> str:
    names = {
        name: field.path
        for field in fields
        if field.path not in taken
        for name in field.names
    }
    best = process.extractOne(
        header_key(header), list(names), scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return names[best[0]] if best else ""
