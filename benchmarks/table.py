"""What was measured as lines: the figure, its limit, one value per database and size, whether it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: {database: {size: what ``benchmarks.one`` found}}
Found = dict[str, dict[int, dict[str, Any]]]
#: (words, path in what was found, highest value, digits); a line without limit is only shown.
Line = tuple[str, str, float | None, int]

SHOWN = "(shown)"
#: Ten times the rows may take this much longer.
GROWTH = 1.5
LINES: tuple[Line, ...] = (
    ("one day, all reps: ours / SQL by hand", "one day.ratio", 2, 2),
    ("  second run wrote (rows)", "one day.second_run_wrote", 0, 0),
    ("two years: ours / SQL by hand", "two years.ratio", 2, 2),
    ("  second run wrote (rows)", "two years.second_run_wrote", 0, 0),
    ("rep dashboard / sign-in page", "pages.rep.ratio", 3, 2),
    ("team dashboard / sign-in page", "pages.manager.ratio", 3, 2),
    ("  rep dashboard made anew / sign-in page", "pages.rep.anew_ratio", None, 2),
    ("  team dashboard made anew / sign-in page", "pages.manager.anew_ratio", None, 2),
    ("Explain's first page made anew, p95 (ms)", "explain.p95_ms", 300, 0),
    ("ranking of a quarter / sign-in page + 2 x SQL", "ranking.ratio", 1, 2),
    ("company figures: raw rows / cells", "company.times_faster", None, 2),
    ("Maven import: import / bulk_create", "import.times_longer", 2.5, 2),
    ("  import, seconds", "import.import_s", None, 2),
    ("50 prospects / bare page of them", "lists.prospects.ratio", 2, 2),
    ("  in work of processors", "lists.prospects.work_ratio", None, 2),
    ("50 activities / bare page of them", "lists.activities.ratio", 2, 2),
    ("  in work of processors", "lists.activities.work_ratio", None, 2),
    ("50 deals / bare page of them", "lists.deals.ratio", 2, 2),
    ("  in work of processors", "lists.deals.work_ratio", None, 2),
    ("board of 500 deals / bare page of them", "board.ratio", 3, 2),
    ("  in work of processors", "board.work_ratio", None, 2),
    ("log an activity / create() + sign-in page", "logging.ratio", 4, 2),
    ("  in work of processors", "logging.work_ratio", None, 2),
    ("digests of 1,000 people, seconds", "digests.seconds", 60, 1),
    ("50 rules x 1,000 people, all new, seconds", "alerts.seconds", 60, 1),
    ("  looked at again, seconds", "alerts.again_s", 60, 1),
    ("search, prospects", "search.prospects", None, 0),
    ("search over everything, p95 (ms)", "search.p95_ms", 100, 0),
    ("  in work of processors, p95 (ms)", "search.work_p95_ms", None, 0),
)
#: What takes as long at the largest size as at the smallest: (words, path of a time).
GROWING: tuple[tuple[str, str], ...] = (
    ("rep dashboard", "pages.rep.page_s"),
    ("rep dashboard made anew", "pages.rep.anew_s"),
    ("team dashboard", "pages.manager.page_s"),
    ("team dashboard made anew", "pages.manager.anew_s"),
    ("50 prospects", "lists.prospects.work_s"),
    ("50 activities", "lists.activities.work_s"),
    ("50 deals", "lists.deals.work_s"),
    ("board of 500 deals", "board.work_s"),
    ("log an activity", "logging.work_s"),
    ("search over everything", "search.work_ms"),
)
#: SQLite has no index for words inside a text: its search is measured, and promised nothing.
UNBOUND = {
    ("sqlite", "search.p95_ms"),
    ("sqlite", "search.work_ms"),
}


@dataclass(frozen=True)
class Table:
    found: Found
    sizes: list[int]

    def rows(self) -> list[list[str]]:
        """(what, limit, one value per database and size, holds or what does not)."""
        heads = [f"{v[:6]} {n // 1000}k" for v in self.found for n in self.sizes]
        grown = [self._grown(*line) for line in GROWING] if len(self.sizes) > 1 else []
        lines = [self._line(*line) for line in LINES]
        return [["", "limit", *heads, ""], *lines, *grown]

    def _line(
        self, words: str, path: str, limit: float | None, digits: int
    ) -> list[str]:
        cells, over = [], []
        for vendor in self.found:
            for size in self.sizes:
                value = _at(self.found[vendor][size], path)
                cells.append("-" if value is None else f"{value:.{digits}f}")
                if limit is None or value is None or (vendor, path) in UNBOUND:
                    continue
                if value > limit:
                    over.append(f"{vendor} {size // 1000}k")
        return [words, _limit(limit), *cells, _verdict(limit, over, cells)]

    def _grown(self, words: str, path: str) -> list[str]:
        """The largest size against the smallest."""
        cells, over = [], []
        for vendor in self.found:
            first, last = (
                _at(self.found[vendor][size], path)
                for size in (min(self.sizes), max(self.sizes))
            )
            ratio = last / first if first and last is not None else None
            cells += ["-"] * (len(self.sizes) - 1)
            cells.append("-" if ratio is None else f"{ratio:.2f}")
            if ratio is not None and ratio > GROWTH and (vendor, path) not in UNBOUND:
                over.append(vendor)
        said = f"{words}, largest / smallest"
        return [said, _limit(GROWTH), *cells, _verdict(GROWTH, over, cells)]


def _at(found: Any, path: str) -> float | None:
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return None if found is None else float(found)


def _limit(limit: float | None) -> str:
    return SHOWN if limit is None else f"<= {limit:g}"


def _verdict(limit: float | None, over: list[str], cells: list[str]) -> str:
    if limit is None:
        return ""
    if set(cells) == {"-"}:
        return "not measured"
    return f"NOT HELD: {', '.join(over)}" if over else "holds"


def printed(rows: list[list[str]], write: Callable[[str], None] = print) -> None:
    width = max(len(row[0]) for row in rows)
    for name, limit, *values, verdict in rows:
        cells = "  ".join(f"{value:>11}" for value in values)
        write(f"{name:{width}}  {limit:>7}  {cells}  {verdict}")
