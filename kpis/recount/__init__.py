"""The second opinion, source by source: what each row of facts adds, in plain conditions.

Nothing here comes from the compiler it checks. A measure is stated a second time, on purpose.
"""

from __future__ import annotations

from kpis.recount import (
    activities,
    contracts,
    movements,
    quotes,
    recurring,
    steps,
    voice,
)

#: Each yields (instant, person, {measure: amount}) of every row that counts.
READERS = (
    activities.contributions,
    steps.contributions,
    movements.contributions,
    quotes.contributions,
    contracts.contributions,
    recurring.contributions,
    voice.complaints,
    voice.answers,
    voice.reviews,
    voice.verbatims,
)
