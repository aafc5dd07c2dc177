"""An imported deal is the deal the services would have written, and is updated through them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model

from crm.importing.problems import Unreadable
from crm.models import (
    AuditEntry,
    Deal,
    DealLine,
    DealMovement,
    ExchangeRate,
    ImportRun,
    LossReason,
    Product,
    Prospect,
    ProspectStep,
    Stage,
    User,
)
from crm.models.lists import NOT_RECORDED
from crm.services import deals
from crm.services.deal_lines import LineInput
from tests.crm.importing.conftest import Importer
from tests.factories import paris

HEADER = "external_id;owner;prospect;product;stage;opened_at;closed_at;amount;currency"
#: What differs between two equal rows: keys, and when the row itself was stored.
APART = {"id", "deal_id", "recorded_at", "external_id", "prospect_id"}


def _facts(rows: Any) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in APART}
        for row in rows.order_by("id").values()
    ]


def _all_of(deal: Deal) -> list[list[dict[str, Any]]]:
    return [
        _facts(Deal.objects.filter(pk=deal.pk)),
        _facts(DealLine.objects.filter(deal=deal)),
        _facts(DealMovement.objects.filter(deal=deal)),
    ]


def _life(prospect: Prospect) -> list[list[dict[str, Any]]]:
    return [
        _facts(Prospect.objects.filter(pk=prospect.pk)),
        _facts(ProspectStep.objects.filter(prospect=prospect)),
    ]


@pytest.mark.parametrize(
    ("stage_name", "closed", "amount", "currency"),
    [
        ("Demo", None, 100_050, "EUR"),
        ("Negotiation", None, None, "EUR"),
        ("Won", paris(2026, 3, 2, 12), 105_450, "EUR"),
        ("Won", paris(2026, 3, 2, 12), 105_450, "USD"),
        ("Lost", paris(2026, 3, 2, 12), 0, "EUR"),
        ("Lost", paris(2026, 3, 2, 12), 777, "USD"),
        ("Won", paris(2026, 3, 2, 12), 5_000, "GBP"),
    ],
)
def test_imported_deal_equals_the_one_made_through_services(
    importing: Importer,
    rep: User,
    product: Product,
    stage: Callable[[str], Stage],
    now: datetime,
    stage_name: str,
    closed: datetime | None,
    amount: int | None,
    currency: str,
) -> None:
    """Rates moved between opening and closing; pounds have no rate at all."""
    for day, rate in ((date(2026, 1, 1), "0.90"), (date(2026, 3, 1), "0.95")):
        ExchangeRate.objects.create(currency="USD", day=day, rate=Decimal(rate))
    one, two = (
        Prospect.objects.create(
            name="Acme", owner=rep, detected_at=now, created_at=now, name_key=key
        )
        for key in ("acme", "acme")
    )
    one.external_id = "A-1"
    one.save(update_fields=["external_id"])
    text = "" if amount is None else f"{amount / 100:.2f}"
    ended = "" if closed is None else "2026-03-02"
    report = importing(
        "deals",
        f"{HEADER}\nD-1;{rep.email};A-1;Licence;{stage_name};2026-01-05;{ended};{text};{currency}",
    )
    assert report.created == 1, report.errors
    imported = Deal.objects.get(external_id="D-1")

    made = deals.open_deal(
        by=None,
        now=now,
        name="Acme · Licence",
        owner=rep,
        prospect=two,
        stage=stage("Qualification" if closed else stage_name),
        opened_at=paris(2026, 1, 5, 12),
        currency=currency,
        amount_is_estimate=amount is None,
        lines=[LineInput(product, 120_000 if amount is None else amount)],
    )
    if stage_name == "Won":
        deals.win_deal(deal_id=made.pk, by=None, now=now, at=closed)
    if stage_name == "Lost":
        reason = LossReason.objects.get(code=NOT_RECORDED)
        deals.lose_deal(deal_id=made.pk, by=None, now=now, at=closed, reason=reason)
    assert _all_of(imported) == _all_of(made)
    lives = [_life(one), _life(two)]
    for life in lives:
        for step in life[1]:
            step.pop("deal_id", None)
    assert lives[0] == lives[1]


def test_conversion_is_the_first_win_of_several(
    importing: Importer, acme: Prospect, rep: User, other_rep: User
) -> None:
    acme.detected_at = paris(2025, 1, 1)
    acme.save()
    importing(
        "deals",
        "id;owner;prospect;stage;opened_at;closed_at\n"
        "1;Camille Roux;ACME sa;Won;2026-01-01;2026-05-01\n"
        "2;lea garnier;Acme SA;Gagnée;2026-01-01;2026-03-01\n",
    )
    acme.refresh_from_db()
    assert acme.converted_at == paris(2026, 3, 1, 12)
    step = ProspectStep.objects.get(step="converted")
    assert (step.rep, step.deal) == (other_rep, Deal.objects.get(external_id="2"))


def test_missing_values_are_filled_by_visible_rules(
    importing: Importer, product: Product, now: datetime
) -> None:
    report = importing(
        "deals",
        "id;product;stage;opened_at;closed_at\n1;Licence;Prospecting;;\n"
        "2;Licence;Perdue;;2026-02-01\n",
    )
    open_deal, lost = Deal.objects.order_by("external_id")
    assert report.missing_opened_at == 2
    assert report.filled == {"owner": 2, "opened_at": 2, "amount": 2, "lost_reason": 1}
    assert report.created_values == {"stage": ["Prospecting"]}
    assert open_deal.opened_at == now
    assert (open_deal.amount, open_deal.amount_is_estimate) == (120_000, True)
    assert open_deal.prospect is None
    assert open_deal.owner_id == 0
    assert lost.opened_at == lost.lost_at == paris(2026, 2, 1, 12)
    assert lost.lost_reason is not None
    assert lost.lost_reason.code == NOT_RECORDED


def test_unknown_open_stage_comes_before_the_won_one(importing: Importer) -> None:
    importing("deals", "id;stage\n1;Haggling\n2;haggling\n")
    names = Stage.objects.filter(pipeline__name="Sales").values_list("name", flat=True)
    assert list(names)[-3:] == ["Haggling", "Won", "Lost"]
    assert Deal.objects.filter(stage__name="Haggling").count() == 2


def test_second_import_of_the_same_file_changes_nothing(
    importing: Importer, acme: Prospect, product: Product
) -> None:
    text = (
        f"{HEADER}\nD-1;Camille Roux;Acme SA;Licence;Won;2026-01-05;2026-02-06;1054.50;\n"
        "D-2;Camille Roux;Acme SA;Licence;Demo;2026-01-05;;;\n"
    )
    importing("deals", text)
    before = [_facts(model.objects.all()) for model in (Deal, DealLine, DealMovement)]
    report = importing("deals", text)
    assert (report.created, report.updated, report.unchanged) == (0, 2, 2)
    after = [_facts(model.objects.all()) for model in (Deal, DealLine, DealMovement)]
    assert after == before


def test_known_deal_is_won_later_by_another_at_another_price(
    importing: Importer, product: Product, other_rep: User, rep: User
) -> None:
    first = f"{HEADER}\nD-1;Camille Roux;;Licence;Demo;2026-01-05;;;\n"
    importing("deals", first, now=paris(2026, 1, 6))
    later = f"{HEADER}\nD-1;Léa Garnier;;Licence;Won;2026-01-05;2026-02-06;999;\n"
    report = importing("deals", later)
    assert (report.updated, report.unchanged, report.errors) == (1, 0, [])
    deal = Deal.objects.get()
    assert (deal.state, deal.owner, deal.amount) == ("won", other_rep, 99_900)
    assert deal.won_at == paris(2026, 2, 6, 12)
    assert not deal.amount_is_estimate
    won = deal.movements.get(kind="won")
    assert (won.rep, won.outcome_amount) == (other_rep, 99_900)
    totals = [
        sum(getattr(m, name) for m in deal.movements.all())
        for name in ("count", "amount")
    ]
    assert totals == [0, 0]
    assert deal.movements.get(kind="opened").rep == rep


def test_known_deal_moves_and_is_described(
    importing: Importer, product: Product
) -> None:
    importing(
        "deals", "id;name;stage;amount\nD-1;Old;Demo;100\n", now=paris(2026, 1, 6)
    )
    report = importing(
        "deals",
        "id;name;stage;amount;expected_close_on;source\nD-1;New;Proposal;150;2026-12-24;Fair\n",
    )
    assert report.errors == []
    deal = Deal.objects.get()
    assert (deal.name, deal.stage.name, deal.amount) == ("New", "Proposal", 15_000)
    assert deal.source is not None
    assert str(deal.source) == "Fair"
    kinds = list(deal.movements.order_by("id").values_list("kind", flat=True))
    assert kinds == ["opened", "stage", "stage", "amount", "expected", "expected"]
    last = deal.movements.order_by("-id").first()
    assert last is not None
    assert last.expected_close_on == date(2026, 12, 24)


def test_closed_deal_that_is_open_again_is_reopened(importing: Importer) -> None:
    importing("deals", "id;stage;opened_at;closed_at\nD-1;Won;2026-01-01;2026-02-01\n")
    importing("deals", "id;stage\nD-1;Demo\n")
    deal = Deal.objects.get()
    assert (deal.state, deal.stage.name) == ("open", "Demo")
    assert deal.movements.get(kind="won").withdrawn_at is not None


def test_outcome_is_not_rewritten_by_a_file(importing: Importer) -> None:
    importing("deals", "id;stage;opened_at;closed_at\nD-1;Won;2026-01-01;2026-02-01\n")
    report = importing(
        "deals",
        "id;stage;opened_at;closed_at\nD-1;Lost;2026-01-01;2026-02-01\n",
    )
    assert report.rejected == 1
    assert "Reopen" in report.errors[0]["reason"]
    assert Deal.objects.get().state == "won"


def test_opening_day_is_corrected_in_the_journal(importing: Importer) -> None:
    importing("deals", "id;stage\nD-1;Demo\n")
    report = importing("deals", "id;stage;opened_at\nD-1;Demo;2026-03-04\n")
    assert report.updated == 1
    deal = Deal.objects.get()
    at = deal.movements.get(kind="opened").at
    assert deal.opened_at == at == deal.stage_entered_at == paris(2026, 3, 4, 12)


def test_empty_cell_of_an_update_changes_nothing(
    importing: Importer, rep: User
) -> None:
    importing("deals", "id;owner;stage;amount;source\nD-1;Camille Roux;Demo;10;Fair\n")
    report = importing("deals", "id;owner;stage;amount;source\nD-1;;;;\n")
    assert (report.updated, report.unchanged) == (1, 1)
    assert Deal.objects.get().owner == rep


def test_one_run_and_one_audit_entry_for_the_file(importing: Importer) -> None:
    AuditEntry.objects.all().delete()
    importing("deals", "id;stage\n" + "".join(f"{n};Demo\n" for n in range(30)))
    entry = AuditEntry.objects.get()
    run = ImportRun.objects.get()
    assert (entry.action, entry.object_id) == ("imported", run.pk)
    assert entry.changes["created"] == [None, 30]
    assert run.report["created"] == 30


def test_queries_do_not_grow_with_the_rows(
    importing: Importer,
    acme: Prospect,
    product: Product,
    django_assert_max_num_queries: Any,
) -> None:
    """Only the number of batches grows: SQLite takes some thirty rows in a statement."""
    line = "{};Camille Roux;Acme SA;Licence;Won;2026-01-05;2026-02-06;1054.50;\n"
    text = f"{HEADER}\n" + "".join(line.format(n) for n in range(600))
    with django_assert_max_num_queries(200):
        importing("deals", text)


def test_announced_once_with_every_movement(
    importing: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[Model]] = []

    class Ear:
        def rows_moved(self, rows: list[Model]) -> None:
            told.append(list(rows))

    monkeypatch.setattr("crm.announce.LISTENERS", [Ear()])
    importing("deals", "id;stage\n" + "".join(f"{n};Demo\n" for n in range(2_500)))
    assert [len(rows) for rows in told] == [2_500]


def test_recurring_amount_needs_its_interval(importing: Importer) -> None:
    report = importing(
        "deals", "id;recurring_amount;recurring_interval\n1;10;\n2;10;mensuel\n"
    )
    assert (report.created, report.rejected) == (1, 1)
    assert Deal.objects.get().recurring_amount == 1_000


def test_suffix_says_by_what_a_row_is_found(
    importing: Importer, acme: Prospect, rep: User
) -> None:
    columns = {"no": "external_id", "who": "owner.email", "for": "prospect.name"}
    report = importing(
        "deals",
        f"no;who;for\n1;{rep.email};acme sa\n2;Camille Roux;Acme SA\n",
        mapping={"columns": columns},
    )
    assert (report.created, report.rejected) == (1, 1)
    assert report.errors[0]["column"] == "who"
    with pytest.raises(Unreadable):
        importing("deals", "no\n1\n", mapping={"columns": {"no": "amount.email"}})
