"""The same made-up requests as in every test run, many more of them, as each role."""

import pytest

from kpis.api.asked import FigureThrottle
from tests import factories
from tests.crm.api.fuzzing import fuzz

pytestmark = [pytest.mark.fuzz, pytest.mark.usefixtures("frozen")]


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider"])
def test_no_request_breaks_the_api(request, rep, who, monkeypatch) -> None:
    monkeypatch.setattr(FigureThrottle, "THROTTLE_RATES", {"figures": None})
    prospect = factories.prospect(owner=rep)
    factories.won_deal(owner=rep, prospect=prospect)
    factories.activity(rep=rep, prospect=prospect)

    fuzz(request.getfixturevalue(who), examples=500, repeatable=False)
