"""The definitions as data."""

from kpis.catalogue import KPIS
from kpis.models import RetiredKpi
from kpis.spec import Audience
from tests.crm.api.answers import refused
from tests.factories import NOW


def test_the_catalogue_says_everything_about_each(client_of, rep, admin) -> None:
    found = client_of(admin).get("/api/v1/kpis/").json()["results"]
    of_rep = client_of(rep).get("/api/v1/kpis/").json()["results"]

    assert [kpi["key"] for kpi in found] == list(KPIS)
    told = [key for key, kpi in KPIS.items() if kpi.audience == Audience.ALL]
    assert [kpi["key"] for kpi in of_rep] == told
    assert "cac" not in told
    win_rate = next(kpi for kpi in found if kpi["key"] == "win_rate")
    assert win_rate["unit"] == "rate"
    assert win_rate["better"] == "up"
    assert win_rate["formula"] == {
        "type": "ratio",
        "over": ["deals_won"],
        "under": ["deals_won", "deals_lost"],
        "less": [],
        "spent": False,
        "lag": "",
    }
    assert {"rep", "month", "source"} <= set(win_rate["splits"])
    for sentence in ("what", "why", "how", "do"):
        assert win_rate[sentence].endswith(".")


def test_what_an_admin_retired_is_still_there_and_says_so(client_of, rep) -> None:
    RetiredKpi.objects.create(key="emails_sent", at=NOW, reason="Nobody acts on it")

    found = client_of(rep).get("/api/v1/kpis/").json()["results"]

    assert {kpi["key"] for kpi in found if kpi["retired"]} == {"emails_sent"}


def test_it_asks_the_database_for_no_kpi(client_of, rep) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(rep)
    client.get("/api/v1/kpis/")  # the session is written
    with CaptureQueriesContext(connection) as found:
        client.get("/api/v1/kpis/")

    assert len(found) <= 5


def test_it_takes_no_parameter(client_of, rep) -> None:
    assert "audience" in refused(client_of(rep).get("/api/v1/kpis/?audience=all"))
