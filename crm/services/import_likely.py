"""Lines of a file of prospects that may be somebody already there under another spelling."""

from __future__ import annotations

from itertools import islice
from typing import Any

from crm.duplicates.imported import find_duplicates
from crm.importing.kinds.prospects import Prospects
from crm.importing.mapping import Mapping, bind
from crm.importing.parse import read_table
from crm.importing.problems import shorten
from crm.models import User
from crm.text import plain

#: Lines compared, and lines shown.
COMPARED, SHOWN = 5_000, 50
TRAITS = ("name", "email", "phone", "external_id")


def likely_duplicates(
    mapping: dict[str, Any], data: bytes, user: User
) -> list[dict[str, Any]]:
    """[{line, name, known, prospect}] for the first lines; a name that is the same is no doubt.

    It only warns: such a line makes a new prospect, and both can be merged later.
    """
    read = Mapping.of(mapping)
    table = read_table(data, encoding=read.encoding, delimiter=read.delimiter)
    bound = {b.field.path: b for b in bind(read, table, Prospects.fields).bound}
    lines = [line for line in islice(table.lines(), COMPARED) if not line.problem]
    rows = [
        {name: str(bound[name].raw(line.cells)) for name in TRAITS if name in bound}
        for line in lines
    ]
    found = find_duplicates(rows, user)
    return [
        {
            "line": lines[place].number,
            "name": shorten(rows[place].get("name", "")),
            "known": like.name,
            "prospect": like.pk,
        }
        for place, like in sorted(found.items())
        if plain(rows[place].get("name", "")) != plain(like.name)
    ][:SHOWN]
