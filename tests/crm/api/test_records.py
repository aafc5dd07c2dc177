"""Prospects and deals for programs: what is written, and what is refused."""

import pytest

from crm.models import Deal, DealMovement, Organisation, Prospect, Source
from tests import factories
from tests.crm.api.answers import refused
from tests.factories import paris


@pytest.fixture
def web(db) -> Source:
    return Source.objects.create(name="Web")


class TestProspects:
    def test_one_is_added_and_detected_now(self, post, rep, web, now) -> None:
        answer = post(rep, "prospects", name="Acme", source="web", city="Lyon")

        row = Prospect.objects.get()
        assert answer.status_code == 201
        assert (row.owner, row.detected_at, row.source) == (rep, now, web)
        assert row.steps.get().step == "detected"
        shown = answer.json()
        assert (shown["source"], shown["step"]) == ("Web", "detected")
        assert shown["owner"] == rep.email

    def test_an_admin_who_does_not_sell_names_the_owner(self, post, admin, rep) -> None:
        assert "owner" in refused(post(admin, "prospects", name="Acme"))
        answer = post(admin, "prospects", name="Acme", owner=rep.email)
        assert answer.json()["owner"] == rep.email

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "name"),
            ({"name": ""}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"source": "Nowhere"}, "source"),
            ({"email": "not an address"}, "email"),
            ({"website": "javascript:alert(1)"}, "website"),
            ({"country": "France"}, "country"),
            ({"detected_at": "2026-11-20"}, "detected_at"),
            ({"detected_at": "2026-11-01T09:00:00"}, "detected_at"),
            ({"detected_at": "2026-12-01T09:00:00Z"}, "detected_at"),
            ({"detected_at": "0001-01-01T00:00:00+14:00"}, "detected_at"),
            ({"next_step_on": "9999-12-31"}, "next_step_on"),
            ({"parent": 10**9}, "parent"),
            ({"version": 3}, "version"),
            ({"converted_at": "2026-11-01T09:00:00Z"}, "converted_at"),
        ],
    )
    def test_what_is_refused(self, post, rep, body, field, tables) -> None:
        before = tables()

        given = {"name": "Acme"} | body if body else body
        assert field in refused(post(rep, "prospects", **given))
        assert tables() == before

    def test_the_list_is_narrowed(self, client_of, rep, web) -> None:
        factories.prospect(owner=rep, name="Acme", source=web, city="Lyon")
        factories.prospect(owner=rep, name="Borel", at=paris(2026, 10, 1))

        def names(query: str) -> list[str]:
            answer = client_of(rep).get(f"/api/v1/prospects/?{query}")
            return [row["name"] for row in answer.json()["results"]]

        assert names("ordering=name") == ["Acme", "Borel"]
        assert names("source=WEB") == names("q=lyon") == names("from=2026-11-01")
        assert names("step=contacted") == []
        assert names("to=2026-10-31") == ["Borel"]


class TestDeals:
    def test_one_is_opened_with_its_journal(self, post, rep) -> None:
        company = factories.prospect(owner=rep, name="Acme")

        answer = post(
            rep,
            "deals",
            name="Forty seats",
            stage="qualification",
            prospect=company.pk,
            amount="1234.50",
            expected_close_on="2026-12-15",
        )

        assert answer.status_code == 201
        row = Deal.objects.get()
        assert (row.amount, row.base_amount, row.currency) == (123_450, 123_450, "EUR")
        assert DealMovement.objects.get(deal=row).kind == "opened"
        shown = answer.json()
        assert (shown["amount"], shown["base_amount"]) == ("1234.50", "1234.50")
        assert (shown["stage"], shown["pipeline"]) == ("Qualification", "Sales")

    def test_another_currency_without_rate_is_counted_not_priced(
        self, post, rep
    ) -> None:
        body = {"name": "Seats", "stage": "Demo", "amount": "5000", "currency": "JPY"}

        shown = post(rep, "deals", **body).json()

        assert (shown["amount"], shown["base_amount"]) == ("5000", None)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"stage": "Won"}, "stage"),
            ({"stage": "Nowhere"}, "stage"),
            ({"pipeline": "Nowhere"}, "stage"),
            ({"amount": "12,50"}, "amount"),
            ({"amount": "-1"}, "amount"),
            ({"amount": "NaN"}, "amount"),
            ({"amount": "1e30"}, "amount"),
            ({"amount": "1.005"}, "amount"),
            ({"amount": "1.5", "currency": "JPY"}, "amount"),
            ({"amount": str(2**63)}, "amount"),
            ({"amount": True}, "amount"),
            ({"currency": "XXX"}, "currency"),
            ({"recurring_amount": "10"}, "recurring_interval"),
            ({"recurring_interval": "month"}, "recurring_interval"),
            ({"opened_at": "2026-12-01T09:00:00Z"}, "opened_at"),
            ({"expected_close_on": "infinity"}, "expected_close_on"),
            ({"owner": "lea.garnier@boussole.test"}, "owner"),
            ({"owner": "unassigned@invalid"}, "owner"),
            ({"state": "won"}, "state"),
            ({"base_amount": "1"}, "base_amount"),
        ],
    )
    def test_what_is_refused(self, post, rep, other_rep, body, field, tables) -> None:
        before = tables()

        given = {"name": "Seats", "stage": "Demo"} | body
        assert field in refused(post(rep, "deals", **given))
        assert tables() == before

    def test_the_list_is_narrowed(self, client_of, rep) -> None:
        factories.deal(owner=rep, name="Open", in_stage="Demo")
        factories.won_deal(owner=rep, name="Won", at=paris(2026, 11, 2))

        def names(query: str) -> list[str]:
            answer = client_of(rep).get(f"/api/v1/deals/?{query}")
            return [row["name"] for row in answer.json()["results"]]

        assert names("ordering=name") == ["Open", "Won"]
        assert names("state=won") == names("to=2026-11-02") == ["Won"]
        assert names("stage=demo&pipeline=sales") == names("q=ope") == ["Open"]

    def test_the_same_request_sent_again_opens_one_deal(self, post, rep) -> None:
        key = "7f4a1a52-2c0b-4a51-9c5e-0d6a2f1b3c4d"
        body = {"name": "Seats", "stage": "Demo"}

        first, again = (post(rep, "deals", key=key, **body) for _ in range(2))

        assert (first.status_code, again.status_code) == (201, 200)
        assert first.content == again.content
        assert post(rep, "prospects", key=key, name="Acme").status_code == 422
        assert Deal.objects.count() == 1


def test_amounts_are_in_the_base_currency_of_the_organisation(
    post, rep, organisation
) -> None:
    Organisation.objects.update(base_currency="CHF")

    shown = post(rep, "deals", name="Seats", stage="Demo", amount="10").json()

    assert (shown["currency"], shown["base_currency"]) == ("CHF", "CHF")
