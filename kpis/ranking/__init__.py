"""(6) Rankings that do no harm.

``boards`` is the one board, ``placing`` its places, ``choices`` what the organisation and each person
chose, ``score_cards`` the cards an admin weighs and ``scores`` what they add up to, ``composed`` the
score as a figure of its own, ``own_past`` what progress is measured from.
"""

from kpis.ranking.boards import (
    RESULT,
    SHARE,
    Board,
    Compared,
    board,
    moved_since,
    own_team,
    peers_scope,
    shares_of,
)

__all__ = [
    "RESULT",
    "SHARE",
    "Board",
    "Compared",
    "board",
    "moved_since",
    "own_team",
    "peers_scope",
    "shares_of",
]
