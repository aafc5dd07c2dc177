"""What is kept between two steps comes back as it was, type by type."""

from datetime import UTC, date, datetime
from decimal import Decimal

from crm.writers.cells import packed, unpacked


def test_cells_come_back_with_their_types() -> None:
    row = [None, True, 7, Decimal("1.50"), date(2026, 2, 28), "=x", "['d', 'x']"]
    row.append(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    [found] = unpacked(packed([row]))

    assert found == row
    assert [type(cell) for cell in found] == [type(cell) for cell in row]
