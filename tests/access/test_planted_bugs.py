"""The tests of access go red when access is broken: each planted bug is found."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from crm import access
from crm.access import EVERY_ROW
from kpis.views import targets
from tests.access.matrix import surprises
from tests.access.test_canaries import leaks


def test_a_scope_that_shows_everything_is_found(world, entered, monkeypatch) -> None:
    principal = entered("other_rep")
    monkeypatch.setattr(access, "readable", lambda user, owner="owner": EVERY_ROW)

    wrong = surprises(world, principal, "crm:prospect")
    assert any("crm:prospect: 200 instead of [404]" in said for said in wrong)
    for url in ("/prospects/csv/", "/api/v1/deals/", "/today/"):
        found, _seen = leaks(world, principal, [url])
        assert bool(found) == (url != "/today/"), url


def test_a_view_that_does_not_ask_whose_record_it_changes_is_found(
    world, entered, monkeypatch
) -> None:
    principal = entered("other_rep")
    monkeypatch.setattr(
        access, "get_changeable", lambda rows, user, pk: get_object_or_404(rows, pk=pk)
    )

    found = surprises(world, principal, "crm:deal-win")

    assert any("POST crm:deal-win: 303 instead of [404]" in said for said in found)
    assert any("POST crm:deal-win: moved" in said for said in found)


def test_a_write_that_asks_only_whether_it_may_be_read_is_found(
    world, entered, monkeypatch
) -> None:
    principal = entered("reading_teammate")
    monkeypatch.setattr(access, "get_changeable", access.get_readable)

    found = surprises(world, principal, "crm:deal-lose")

    assert any("crm:deal-lose: 303 instead of [403]" in said for said in found)


def test_figures_of_everybody_are_found(world, entered, monkeypatch) -> None:
    principal = entered("outsider")
    for place in ("crm.access.figure_scope", "kpis.scope.figure_scope"):
        monkeypatch.setattr(place, lambda user: access.EVERYTHING)

    found, _seen = leaks(world, principal, ["/figures/revenue/split.csv?by=rep"])

    assert found != []


def test_a_page_for_leaders_that_lets_anybody_in_is_found(
    world, entered, monkeypatch
) -> None:
    principal = entered("rep")
    monkeypatch.setattr(targets, "teams_of", lambda user: list(world.teams.values()))

    found = surprises(world, principal, "kpis:targets")

    assert any("kpis:targets: 200 instead of [403]" in said for said in found)


def test_a_refusal_that_writes_first_is_found(world, entered, monkeypatch) -> None:
    principal, refuse = entered("reading_teammate"), access.get_changeable

    def touch_first(rows, user, pk):
        rows.filter(pk=pk).update(version=99)
        return refuse(rows, user, pk)

    assert surprises(world, principal, "crm:deal-edit") == []
    monkeypatch.setattr(access, "get_changeable", touch_first)

    found = surprises(world, principal, "crm:deal-edit")

    assert any("POST crm:deal-edit: moved" in said for said in found)
