"""(5) Any value -> its definition, its rows, what was left out, and why it changed.

``counting`` lists the rows, ``formula`` puts the numbers into the formula, ``ends`` and ``stocks`` tell
what stood at the two ends, ``spread`` how the cases lie, ``change`` why it moved.
"""

from kpis.explain.counting import (
    Counted,
    CountedPage,
    counted,
    explainable_measures,
    main_measure,
    openable,
)

__all__ = [
    "Counted",
    "CountedPage",
    "counted",
    "explainable_measures",
    "main_measure",
    "openable",
]
