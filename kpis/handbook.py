"""docs/kpis.md, written from the declarations so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from kpis.catalogue import GROUPS, KPIS
from kpis.formula_words import formula_text
from kpis.members import splits_of
from kpis.spec import Kpi

START = """\
# The indicators

Written by `manage.py kpi --handbook` from `kpis/catalogue/`; a test holds it to that. Every figure on
every screen, in the API and in files is one of these definitions. Amounts exclude tax. A figure that
nothing can be divided by is not defined: it is shown as a dash with its reason, never as 0.
"""


def text() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        return START + "".join(_group(key) for key in GROUPS)


def _group(group: str) -> str:
    held = [kpi for kpi in KPIS.values() if kpi.group == group]
    return f"\n## {GROUPS[group]}\n" + "".join(_kpi(kpi) for kpi in held)


def _kpi(kpi: Kpi) -> str:
    return "\n" + "\n".join(_lines(kpi)) + "\n"


def _lines(kpi: Kpi) -> Iterator[str]:
    yield f"### {kpi.label} · `{kpi.key}`"
    yield ""
    yield f"{kpi.what} {kpi.why}"
    yield ""
    yield f"- How: {kpi.how}"
    yield f"- What you can do: {kpi.do}"
    yield f"- Formula: {formula_text(kpi.formula)}; unit: {kpi.unit.value}; better: {kpi.better.value}"
    yield f"- Splits: {', '.join(splits_of(kpi))}"
    if kpi.synonyms:
        yield f"- Also called: {', '.join(str(s) for s in kpi.synonyms)}"
    if kpi.articles:
        yield f"- Asked for by: {', '.join(kpi.articles)}; version {kpi.version}"
