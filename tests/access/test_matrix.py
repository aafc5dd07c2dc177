"""Every route x every principal x every method (reliability A2-A4, C4, G1, G2).

A refused request moves no table, sends no job and no mail; what is hidden answers like what does not
exist, byte for byte; nothing that only reads changes anything.
"""

import pytest

from tests.access.matrix import surprises
from tests.access.principals import BROWSERS, PROGRAMS


@pytest.mark.parametrize("name", [*BROWSERS, *PROGRAMS])
def test_each_cell_answers_as_its_policy_promises(world, entered, name) -> None:
    assert surprises(world, entered(name)) == []
