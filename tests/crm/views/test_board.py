"""The board: sums from the database, what lies still, what others moved, and never over their change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Deal, ExchangeRate, Source, Stage, User
from crm.services import deals
from crm.services.stages import edit_stage
from crm.views.parts import board as drawn
from tests import factories
from tests.factories import NOW, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
HERE = "/pipeline/"


def _board(client: Client, **address: Any) -> Any:
    return client.get(HERE, address).context


def _column(context: Any, name: str) -> dict[str, Any]:
    return next(each for each in context["columns"] if each["name"] == name)


def _days(number: int) -> Any:
    return NOW - timedelta(days=number)


class TestStale:
    """D12: days in the stage and since the last activity decide, never the age of the deal."""

    def _rot(self, client: Client, deal: Deal) -> str:
        columns = _board(client)["columns"]
        cards = [card for column in columns for card in column["deals"]]
        return str(next(card["rot"] for card in cards if card["id"] == deal.pk))

    def test_a_fast_old_deal_is_not_stale_and_a_stuck_new_one_is(
        self, rep: User, client_of: SignIn
    ) -> None:
        fast = factories.deal(owner=rep, at=_days(120))
        for at, name in ((_days(60), "Demo"), (_days(3), "Proposal")):
            deals.move_deal(deal_id=fast.pk, stage=stage(name), by=rep, now=NOW, at=at)
        stuck = factories.deal(owner=rep, at=_days(15))
        client = client_of(rep)
        assert self._rot(client, fast) == ""
        assert self._rot(client, stuck) == "15 days still, no next step"

    def test_a_next_step_ahead_keeps_it_alive_and_one_gone_by_does_not(
        self, rep: User, client_of: SignIn
    ) -> None:
        ahead, gone, planned, touched = (
            factories.deal(owner=rep, at=_days(20), prospect=_prospect(rep))
            for _ in range(4)
        )
        Deal.objects.filter(pk=ahead.pk).update(next_step_on=NOW.date())
        Deal.objects.filter(pk=gone.pk).update(next_step_on=_days(1).date())
        soon = NOW + timedelta(days=2)
        factories.activity(rep=rep, deal=planned, prospect=planned.prospect, at=soon)
        factories.activity(
            rep=rep, deal=touched, prospect=touched.prospect, at=_days(2)
        )
        client = client_of(rep)
        assert [
            bool(self._rot(client, d)) for d in (ahead, gone, planned, touched)
        ] == [
            False,
            True,
            False,
            False,
        ]

    def test_a_stage_without_patience_lets_deals_lie(
        self, rep: User, admin: User, client_of: SignIn
    ) -> None:
        deal = factories.deal(owner=rep, at=_days(300))
        edit_stage(stage=stage("Qualification"), by=admin, now=NOW, rot_days=None)
        assert self._rot(client_of(rep), deal) == ""


def _prospect(rep: User) -> Any:
    return factories.prospect(owner=rep, at=_days(200))


class TestSums:
    def test_every_currency_in_the_base_one_and_what_has_no_rate_is_said(
        self, rep: User, client_of: SignIn
    ) -> None:
        ExchangeRate.objects.create(
            currency="USD", day=_days(9).date(), rate=Decimal("0.5")
        )
        factories.deal(owner=rep, amount=100_050)
        factories.deal(owner=rep, amount=50_000, currency="USD")
        factories.deal(owner=rep, amount=70_000, currency="JPY")
        factories.deal(owner=rep, amount=None)
        context = _board(client_of(rep))
        column = _column(context, "Qualification")
        assert (column["count"], column["sum"]) == (4, "€1,251")
        assert column["weighted"] == "weighted €125"
        assert column["no_rate"] == "1 without rate"
        assert context["summary"]["no_rate"] == "1 without rate"

    def test_won_and_lost_of_the_month(self, rep: User, client_of: SignIn) -> None:
        factories.won_deal(owner=rep, at=_days(2), opened_at=_days(9))
        factories.won_deal(owner=rep, at=_days(40), opened_at=_days(50))
        factories.lost_deal(owner=rep, at=_days(1), opened_at=_days(9))
        column = _column(_board(client_of(rep)), "Won")
        assert (column["count"], column["sum"]) == (1, "€1,000")
        assert (column["tail"]["count"], column["tail"]["text"]) == (
            1,
            "€1,000, price 1",
        )

    def test_a_probability_that_was_never_given_is_said(
        self, rep: User, client_of: SignIn
    ) -> None:
        Stage.objects.filter(name="Demo").update(probability=0)
        page = client_of(rep).get(HERE)
        assert page.content.decode().count("probability not set") == 1

    def test_an_archived_stage_that_still_holds_a_deal_is_shown(
        self, rep: User, client_of: SignIn
    ) -> None:
        factories.deal(owner=rep, in_stage="Demo")
        Stage.objects.filter(name__in=["Demo", "Proposal"]).update(archived_at=NOW)
        names = [each["name"] for each in _board(client_of(rep))["columns"]]
        assert names == ["Qualification", "Demo", "Negotiation", "Won"]


class TestSize:
    def test_a_full_column_shows_some_and_then_more(
        self, rep: User, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for _ in range(5):
            factories.deal(owner=rep)
        monkeypatch.setattr(drawn, "CARDS", 2)
        monkeypatch.setattr("crm.views.board_live.CARDS", 2)
        monkeypatch.setattr("crm.views.parts.asked.CARDS", 2)
        client = client_of(rep)
        column = _column(_board(client), "Qualification")
        assert (len(column["deals"]), column["count"], column["more"]) == (
            2,
            5,
            "3 more",
        )
        seen = [card["id"] for card in column["deals"]]
        for first, number in ((2, 2), (4, 1)):
            more = client.get(
                HERE, {"cards": column["id"], "from": first}, headers=HTMX
            )
            cards = more.context["column"]["deals"]
            assert len(cards) == number
            seen += [card["id"] for card in cards]
        assert len(set(seen)) == 5
        wider = _column(_board(client, shown=4), "Qualification")
        assert len(wider["deals"]) == 4

    @pytest.mark.parametrize("who", ["rep", "manager"])
    def test_as_many_queries_for_many_deals(
        self, who: str, rep: User, manager: User, client_of: SignIn
    ) -> None:
        client = client_of({"rep": rep, "manager": manager}[who])

        def queries() -> int:
            client.get(HERE)
            with CaptureQueriesContext(connection) as captured:
                client.get(HERE)
            return len([each for each in captured if "kpis_" not in each["sql"]])

        factories.deal(owner=rep)
        few = queries()
        for _ in range(10):
            factories.deal(owner=rep, prospect=_prospect(rep))
        assert queries() == few <= 8


class TestAddress:
    def test_filters_narrow_the_board_and_the_list_alike(
        self, rep: User, client_of: SignIn
    ) -> None:
        fair = Source.objects.create(name="Fair")
        factories.deal(owner=rep, name="Racks", source=fair)
        factories.deal(owner=rep, name="Chairs")
        client = client_of(rep)
        context = _board(client, q="rack", source=fair.pk)
        assert context["summary"]["count"] == 1
        page = client.get(context["list_url"]).context["page"]
        assert [row.name for row in page.object_list] == ["Racks"]

    @pytest.mark.parametrize(
        "tail",
        [
            "pipeline=9&whose=x",
            "whose=%00",
            "pipeline=%00&q=%00",
            "whose=99999999999999999999",
            "source=1e9&shown=9999999",
            "poll=1&tag=%00",
            "menu=whose&whose=%00",
            "menu=filter&source=x",
        ],
    )
    def test_a_broken_address_never_fails(
        self, tail: str, rep: User, client_of: SignIn
    ) -> None:
        factories.deal(owner=rep)
        assert client_of(rep).get(f"{HERE}?{tail}", headers=HTMX).status_code == 200

    @pytest.mark.parametrize("cards", ["x", "0", "9" * 30])
    def test_more_of_no_column_is_404(
        self, cards: str, rep: User, client_of: SignIn
    ) -> None:
        assert client_of(rep).get(HERE, {"cards": cards}).status_code == 404

    def test_the_name_of_a_stranger_is_not_told(
        self, rep: User, other_rep: User, client_of: SignIn
    ) -> None:
        factories.deal(owner=other_rep)
        page = client_of(rep).get(HERE, {"whose": other_rep.pk})
        assert (page.context["whose_label"], page.context["summary"]["count"]) == (
            "Unknown person",
            0,
        )
        assert other_rep.full_name not in page.content.decode()


class TestOthers:
    """What somebody else moved appears by itself, in one query, and nothing else does."""

    def _poll(self, client: Client, tag: str) -> Any:
        return client.get(HERE, {"poll": 1, "tag": tag}, headers=HTMX)

    @pytest.fixture
    def deal(self, rep: User) -> Deal:
        return factories.deal(owner=rep, prospect=_prospect(rep), at=_days(3))

    def test_nothing_moved_is_an_empty_answer_of_few_queries(
        self, deal: Deal, rep: User, client_of: SignIn
    ) -> None:
        client = client_of(rep)
        tag = _board(client)["tag"]
        with CaptureQueriesContext(connection) as captured:
            answer = self._poll(client, tag)
        assert (answer.status_code, answer.content) == (204, b"")
        assert sum("crm_deal" in each["sql"] for each in captured) == 1
        assert len(captured) <= 5

    @pytest.mark.parametrize(
        "what", ["moved", "priced", "planned", "stage", "gone", "new"]
    )
    def test_whatever_moves_is_told(
        self,
        what: str,
        deal: Deal,
        rep: User,
        teammate: User,
        manager: User,
        admin: User,
        client_of: SignIn,
    ) -> None:
        client = client_of(rep)
        tag = _board(client)["tag"]
        change: dict[str, Any] = {"deal_id": deal.pk, "by": manager, "now": NOW}
        acts: dict[str, Callable[[], object]] = {
            "moved": lambda: deals.move_deal(stage=stage("Demo"), **change),
            "priced": lambda: deals.price_deal(amount=5, **change),
            "planned": lambda: factories.activity(
                rep=rep, prospect=deal.prospect, at=NOW + timedelta(days=1)
            ),
            "stage": lambda: edit_stage(
                stage=stage("Demo"), by=admin, now=NOW, name="Show"
            ),
            "gone": lambda: deals.assign_deal(owner=teammate, **change),
            "new": lambda: factories.deal(owner=rep),
        }
        acts[what]()
        answer = self._poll(client, tag)
        assert answer.status_code == 200
        assert b"data-digest" in answer.content
        assert self._poll(client, answer.context["tag"]).status_code == 204

    def test_only_the_columns_that_differ_have_another_digest(
        self, deal: Deal, rep: User, manager: User, client_of: SignIn
    ) -> None:
        client = client_of(rep)
        before = {c["name"]: c["digest"] for c in _board(client)["columns"]}
        deals.move_deal(deal_id=deal.pk, stage=stage("Demo"), by=manager, now=NOW)
        columns = _board(client)["columns"]
        changed = {c["name"] for c in columns if c["digest"] != before[c["name"]]}
        assert changed == {"Qualification", "Demo"}
        (card,) = _column({"columns": columns}, "Demo")["deals"]
        assert card["moved"] == "Sophie moved it, just now"

    def test_a_strangers_deal_moves_nothing_here(
        self, deal: Deal, rep: User, other_rep: User, client_of: SignIn
    ) -> None:
        client = client_of(rep)
        tag = _board(client)["tag"]
        factories.deal(owner=other_rep)
        assert self._poll(client, tag).status_code == 204
