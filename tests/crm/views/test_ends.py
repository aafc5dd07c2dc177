"""Ends of a deal as told on a page: amount, day and way of a win, reasons of a loss, two at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import AuditEntry, ContactMethod, Deal, User
from crm.services import deals
from crm.services.deal_lines import LineInput
from tests import factories
from tests.factories import NOW, paris, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def deal(rep: User) -> Deal:
    return factories.deal(owner=rep, name="Racks", at=paris(2026, 11, 10))


def _url(name: str, deal: Deal) -> str:
    return reverse(f"crm:{name}", args=[deal.pk])


class TestWinning:
    def test_amount_day_and_way_are_written_together(
        self, deal: Deal, rep: User, client_of: SignIn
    ) -> None:
        visit = ContactMethod.objects.get(name="Visit")
        sent = {
            "amount": "1,200.50",
            "won_on": "2026-11-17",
            "method": visit.pk,
            "version": deal.version,
        }
        assert client_of(rep).post(_url("deal-win", deal), sent).status_code == 303
        won = Deal.objects.get()
        assert (won.state, won.amount, won.winning_method) == ("won", 120_050, visit)
        assert won.won_at == paris(2026, 11, 17, 18)
        outcome = won.movements.get(kind="won")
        assert (outcome.outcome_amount, outcome.amount) == (120_050, -100_000)

    def test_today_is_now_and_nothing_sent_keeps_what_it_was_worth(
        self, deal: Deal, rep: User, client_of: SignIn
    ) -> None:
        client_of(rep).post(_url("deal-win", deal), {"version": deal.version})
        won = Deal.objects.get()
        assert (won.won_at, won.amount) == (NOW, 100_000)

    @pytest.mark.parametrize(
        ("field", "bad"),
        [
            ("won_on", "2026-11-21"),
            ("won_on", "2026-11-09"),
            ("won_on", "99999-01-01"),
            ("amount", "-1"),
            ("amount", "NaN"),
            ("amount", "0.001"),
            ("method", "9" * 30),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_field(
        self, field: str, bad: str, deal: Deal, rep: User, client_of: SignIn
    ) -> None:
        answer = client_of(rep).post(_url("deal-win", deal), {field: bad})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert Deal.objects.get().is_open

    def test_lines_say_what_was_sold(
        self, deal: Deal, rep: User, client_of: SignIn
    ) -> None:
        lines = [LineInput(None, 5_000, label="Shelf")]
        deals.price_deal(deal_id=deal.pk, by=rep, now=NOW, lines=lines)
        client_of(rep).post(_url("deal-win", deal), {"amount": "9"})
        won = Deal.objects.get()
        assert (won.amount, won.lines.count()) == (5_000, 1)


class TestConfirming:
    @pytest.fixture
    def lost(self, rep: User) -> Deal:
        return factories.lost_deal(
            owner=rep,
            name="Racks",
            opened_at=paris(2026, 11, 2),
            at=paris(2026, 11, 10),
        )

    def test_a_manager_confirms_and_the_list_forgets_it(
        self, lost: Deal, manager: User, client_of: SignIn
    ) -> None:
        client = client_of(manager)
        address = reverse("crm:pipeline") + "?view=list&state=to_confirm"
        assert client.get(address).context["page"].paginator.count == 1
        budget = factories.lost_reason("Budget")
        sent = {"reason": budget.pk, "version": lost.version}
        assert client.post(_url("deal-reason", lost), sent).status_code == 303
        lost.refresh_from_db()
        assert (lost.lost_reason_confirmed, lost.lost_reason) == (
            budget,
            factories.lost_reason(),
        )
        assert client.get(address).context["page"].paginator.count == 0
        entry = AuditEntry.objects.get(action="reason confirmed")
        assert (entry.by, list(entry.changes)) == (manager, ["lost_reason_confirmed"])

    def test_two_who_confirm_see_both_reasons(
        self, lost: Deal, rep: User, manager: User, client_of: SignIn
    ) -> None:
        mine, theirs = factories.lost_reason("Budget"), factories.lost_reason("Delay")
        url, version = _url("deal-reason", lost), lost.version
        client_of(manager).post(url, {"reason": theirs.pk, "version": version})
        client = client_of(rep)
        refused = client.post(url, {"reason": mine.pk, "version": version})
        (pair,) = refused.context["pairs"]
        assert (refused.status_code, pair["mine"], pair["theirs"]) == (
            409,
            "Budget",
            "Delay",
        )
        chosen = {"reason": mine.pk, "version": refused.context["version"]}
        assert client.post(url, chosen).status_code == 303
        assert Deal.objects.get().lost_reason_confirmed == mine

    def test_an_open_deal_has_no_reason_to_confirm(
        self, deal: Deal, rep: User, client_of: SignIn
    ) -> None:
        sent = {"reason": factories.lost_reason().pk}
        assert client_of(rep).post(_url("deal-reason", deal), sent).status_code == 422


class TestTwoAtOnce:
    """A stale form writes nothing: 409, both values, and the choice goes on top of what stands."""

    def _posted(self, answer: Any) -> dict[str, Any]:
        """What the browser sends when the first choice of each pair is left as it stands."""
        context = answer.context
        mine = {p["name"]: p["mine_value"] for p in context["pairs"]}
        return dict(context["kept"]) | mine | {"version": context["version"]}

    @pytest.mark.parametrize("end", ["win", "lose"])
    def test_an_end_over_somebody_elses_move(
        self, end: str, deal: Deal, rep: User, manager: User, client_of: SignIn
    ) -> None:
        deals.move_deal(deal_id=deal.pk, stage=stage("Demo"), by=manager, now=NOW)
        reason = factories.lost_reason()
        sent = {"version": deal.version, "reason": reason.pk, "note": "Too dear"}
        client = client_of(rep)
        refused = client.post(_url(f"deal-{end}", deal), sent, headers=HTMX)
        assert refused.status_code == 409
        (pair,) = refused.context["pairs"]
        kind = {"win": "Won", "lose": "Lost"}[end]
        assert (pair["mine"], pair["theirs"]) == (kind, "Demo")
        assert Deal.objects.get().is_open
        client.post(refused.context["action_url"], self._posted(refused))
        assert str(Deal.objects.get().stage) == kind
        assert Deal.objects.get().lost_note == ("Too dear" if end == "lose" else "")

    def test_a_deal_is_given_away_as_it_was_seen(
        self, deal: Deal, rep: User, teammate: User, manager: User, client_of: SignIn
    ) -> None:
        deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, next_step="Call")
        client, url = client_of(manager), _url("deal-assign", deal)
        refused = client.post(url, {"owner": teammate.pk, "version": deal.version})
        (pair,) = refused.context["pairs"]
        assert (refused.status_code, pair["mine"]) == (409, teammate.full_name)
        assert client.post(url, self._posted(refused)).status_code == 303
        assert Deal.objects.get().owner == teammate

    def test_keeping_theirs_changes_nothing(
        self, deal: Deal, rep: User, manager: User, client_of: SignIn
    ) -> None:
        deals.move_deal(deal_id=deal.pk, stage=stage("Demo"), by=manager, now=NOW)
        client = client_of(rep)
        refused = client.post(_url("deal-win", deal), {"version": deal.version})
        theirs = self._posted(refused) | {"stage": stage("Demo").pk}
        client.post(refused.context["action_url"], theirs)
        assert Deal.objects.get().stage == stage("Demo")
        assert Deal.objects.get().movements.count() == 3

    def test_what_only_one_of_them_changed_is_kept_of_both(
        self, deal: Deal, rep: User, manager: User, client_of: SignIn
    ) -> None:
        client, url = client_of(rep), _url("deal-edit", deal)
        form = client.get(url).context["form"]
        start = {f"initial-{f.name}": f.value() or "" for f in form if not f.is_hidden}
        deals.edit_deal(
            deal_id=deal.pk, by=manager, now=NOW, name="Long racks", next_step="Call"
        )
        typed = {"name": "Racks", "kind": "new", "next_step": "Visit"}
        typed["next_step_on"] = (NOW + timedelta(days=3)).date().isoformat()
        refused = client.post(url, start | typed | {"version": deal.version})
        pairs = {pair["name"]: pair for pair in refused.context["pairs"]}
        assert sorted(pairs) == ["next_step", "next_step_on"]
        assert pairs["next_step_on"]["only_mine"]
        assert not pairs["next_step"]["only_mine"]
        assert client.post(url, self._posted(refused)).status_code == 303
        saved = Deal.objects.get()
        assert (saved.name, saved.next_step) == ("Long racks", "Visit")
        assert saved.next_step_on is not None
