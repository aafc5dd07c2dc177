"""Rows kept between two steps of a long file: JSON that gives every cell its type back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

UNPACK: dict[str, Callable[[str], Any]] = {
    "n": Decimal,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
}


def packed(rows: Sequence[Sequence[Any]]) -> bytes:
    return json.dumps([[_pack(cell) for cell in row] for row in rows]).encode()


def _pack(cell: Any) -> Any:
    """JSON's own values as they are, the others as [type, text]."""
    if cell is None or isinstance(cell, bool | int):
        return cell
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    if isinstance(cell, datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    return str(cell)


def unpacked(content: bytes) -> list[list[Any]]:
    return [[_unpack(cell) for cell in row] for row in json.loads(content)]


def _unpack(cell: Any) -> Any:
    return UNPACK[cell[0]](cell[1]) if isinstance(cell, list) else cell
