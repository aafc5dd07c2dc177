"""What one row adds."""

from __future__ import annotations

from datetime import datetime

#: (its instant, its person, {measure: amount})
Contribution = tuple[datetime, int, dict[str, int]]
