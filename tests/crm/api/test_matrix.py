"""Who reads and writes what: each address, each person, each kind of record.

Rows belong to Camille (North). A refused write moves no table; what one may not see answers like what
does not exist, byte for byte.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.crm.api.answers import refused

PEOPLE = (
    "rep",
    "teammate",
    "other_rep",
    "manager",
    "other_manager",
    "admin",
    "outsider",
)
READERS = {"rep", "manager", "admin"}
KINDS = ("activities", "prospects", "deals")
ALL = (
    *(f"/api/v1/{kind}/" for kind in KINDS),
    "/api/v1/kpis/",
    "/api/v1/kpis/values/?kpi=revenue&from=2026-11-01&to=2026-11-30",
    "/api/v1/kpis/revenue/rows/?from=2026-11-01&to=2026-11-30",
    "/api/v1/schema/",
    "/api/v1/docs/",
)


@pytest.fixture
def rows(rep) -> dict[str, int]:
    """One of each kind, Camille's."""
    prospect = factories.prospect(owner=rep, name="Acme")
    deal = factories.deal(owner=rep, prospect=prospect)
    call = factories.activity(rep=rep, prospect=prospect, deal=deal)
    return {"activities": call.pk, "prospects": prospect.pk, "deals": deal.pk}


@pytest.mark.parametrize("address", ALL)
def test_nobody_in_particular_is_asked_to_sign_in(db, address, rows) -> None:
    answer = Client().get(address)

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_in_particular_writes_nothing(db, kind, rows, tables) -> None:
    before = tables()

    answer = Client().post(f"/api/v1/{kind}/", {}, content_type="application/json")

    assert answer.status_code == 401
    assert tables() == before


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_read_by_who_may_and_missing_for_others(
    request, client_of, rows, kind, who, north, manager, other_manager
) -> None:
    client = client_of(request.getfixturevalue(who))

    answer = client.get(f"/api/v1/{kind}/{rows[kind]}/")
    missing = client.get(f"/api/v1/{kind}/{10**15}/")
    listed = client.get(f"/api/v1/{kind}/").json()

    assert missing.status_code == 404
    if who in READERS:
        assert answer.json()["id"] == rows[kind]
        assert [row["id"] for row in listed["results"]] == [rows[kind]]
        return
    assert answer.status_code == 404
    assert answer.content == missing.content
    assert answer.headers == missing.headers
    assert (listed["count"], listed["results"]) == (0, [])


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(
    ("kind", "field", "body"),
    [
        ("activities", "prospect", {"kind": "call"}),
        ("prospects", "parent", {"name": "Daughter"}),
        ("deals", "prospect", {"name": "Seats", "stage": "Demo"}),
    ],
)
def test_facts_hang_only_on_records_one_may_change(
    request, post, rows, kind, field, body, who, manager, other_manager, tables, rep
) -> None:
    person = request.getfixturevalue(who)
    if who == "admin" and kind != "activities":
        body = body | {"owner": rep.email}
    if who in ("manager", "other_manager") and kind != "activities":
        member = "rep" if who == "manager" else "other_rep"
        body = body | {"owner": request.getfixturevalue(member).email}
    before = tables()

    answer = post(person, kind, **body, **{field: rows["prospects"]})

    if who in READERS:
        assert answer.status_code == 201, answer.content
        return
    missing = post(person, kind, **body, **{field: 10**15})
    assert field in refused(answer)
    assert answer.content == missing.content
    assert tables() == before


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("kind", ["prospects", "deals"])
def test_records_are_given_only_to_people_one_is_in_charge_of(
    request, post, kind, who, rep, manager, other_manager, tables
) -> None:
    body = {"name": "Acme"} | ({"stage": "Demo"} if kind == "deals" else {})
    person = request.getfixturevalue(who)
    before = tables()

    answer = post(person, kind, **body, owner=rep.email)

    if who in READERS:
        assert answer.json()["owner"] == rep.email
        return
    assert "owner" in refused(answer)
    assert tables() == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_there(
    client_of, rep, rows, kind, method, tables
) -> None:
    before = tables()

    for address in (f"/api/v1/{kind}/", f"/api/v1/{kind}/{rows[kind]}/"):
        answer = getattr(client_of(rep), method)(address)
        assert answer.status_code == 405
        assert "GET" in answer["Allow"]
    assert tables() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_alone_writes_nothing_from_another_site(
    rep, rows, kind, tables
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rep)
    before = tables()

    answer = client.post(
        f"/api/v1/{kind}/", {"name": "x"}, content_type="application/json"
    )

    assert answer.status_code == 403
    assert tables() == before


@pytest.mark.parametrize("kind", KINDS)
def test_more_rows_take_no_more_queries(client_of, rep, kind) -> None:
    client = client_of(rep)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"/api/v1/{kind}/").status_code == 200
        return len(found)

    def one_more() -> None:
        prospect = factories.prospect(owner=rep)
        deal = factories.deal(owner=rep, prospect=prospect)
        factories.activity(rep=rep, prospect=prospect, deal=deal)

    one_more()
    queries()
    few = queries()
    for _ in range(12):
        one_more()

    assert queries() == few <= 9


def test_answers_are_kept_by_nobody_else(client_of, rep, rows) -> None:
    assert "no-store" in client_of(rep).get("/api/v1/deals/")["Cache-Control"]
