"""What all tables an admin keeps have in common when they come from a file."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from crm import announce
from crm.forms.imports import KIND_LABELS, kinds_for
from crm.importing.problems import Unreadable
from crm.models import AuditEntry, Campaign, User
from tests.crm.importing.conftest import Importer

#: kind -> (its model, three lines of which the first comes twice, the first corrected).
FILES = {
    "visitors": (
        "visitorcount",
        "Jour;Canal;Visiteurs\n01/03/2026;SEO;120\n13/03/2026;SEO;1 340\n13/03/2026;Ads;0\n"
        "01/03/2026;SEO;120\n",
        "Jour;Canal;Visiteurs\n2026-03-01;seo;121\n",
    ),
    "rates": (
        "exchangerate",
        "devise;depuis;cours\nJPY;2026-01-01;0,0061\nUSD;2026-02-01;0,934567890123\n"
        "CHF;2026-01-01;1,05\nJPY;2026-01-01;0,0061\n",
        "currency,from,rate\nJPY,2026-01-01,0.0062\n",
    ),
    "costs": (
        "costentry",
        "id;mois;nature;libellé;montant HT;canal;campagne\n"
        "C1;2026-03;marketing;Salon;1 200,50;Events;Spring\n"
        ";mars 2026;ventes;Taxi;80;;\n;31/03/2026;autre;;9,9;New;\n"
        "C1;2026-03;marketing;Salon;1 200,50;Events;Spring\n",
        "external_id,month,kind,amount\nC1,2026-03-15,marketing,1300\n",
    ),
    "campaigns": (
        "campaign",
        "id;campagne;canal;début;fin;envoyés;réponses\n"
        "K1;Summer;Email;01/06/2026;30/06/2026;1 000;40\n"
        ";Autumn;;15/09/2026;;;\n;Winter;Ads;15/12/2026;15/12/2026;10;10\n"
        "K1;Summer;Email;01/06/2026;30/06/2026;1 000;40\n",
        "external_id,name,start,answers\nK1,Summer,2026-06-01,41\n",
    ),
    "absences": (
        "absence",
        "person,first day away,back on,last day away,reason\n"
        "Camille Roux,2026-08-03,2026-08-17,,Holiday\n"
        "camille.roux@boussole.test,2026-09-01,,2026-09-01,\n"
        "Camille Roux,2026-12-24,2027-01-04,2027-01-03,\n"
        "Camille Roux,2026-08-03,2026-08-17,,Holiday\n",
        "person,from,back on\nCamille Roux,2026-08-03,2026-08-24\n",
    ),
}
KINDS = list(FILES)

pytestmark = pytest.mark.usefixtures("rep", "spring")


@pytest.fixture
def spring(db: None) -> Campaign:
    return Campaign.objects.create(name="Spring", started_on="2026-03-01")


def _rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the five tables."""
    found = {}
    for name, _good, _better in FILES.values():
        rows = apps.get_model("crm", name)._base_manager.order_by("pk")
        found[name] = list(rows.values())
    return found


def _entries(kind: str, action: str) -> int:
    return AuditEntry.objects.filter(kind=FILES[kind][0], action=action).count()


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_file_is_written_and_audited_once(
    importing: Importer, admin: User, kind: str
) -> None:
    _name, good, _better = FILES[kind]
    report = importing(kind, good, by=admin)
    assert report.errors == []
    assert (report.created, report.skipped, report.ignored_columns) == (3, 1, [])
    assert _entries(kind, "created") == 3
    rows = _rows()
    for lines in (good, good.replace("SEO", "seo")):
        again = importing(kind, lines, by=admin)
        assert (again.created, again.updated, again.unchanged) == (0, 3, 3)
    assert _rows() == rows
    assert _entries(kind, "edited") == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("on_match", "counts"),
    [("update", (1, 0, 0)), ("skip", (0, 1, 0)), ("fail", (0, 0, 1))],
)
def test_on_match(
    importing: Importer, kind: str, on_match: str, counts: tuple[int, ...]
) -> None:
    _name, good, better = FILES[kind]
    importing(kind, good)
    rows = _rows()
    report = importing(kind, better, on_match=on_match)
    assert (report.updated, report.skipped, report.rejected) == counts
    assert report.unchanged == 0
    assert (_rows() != rows) == (on_match == "update")
    assert _entries(kind, "edited") == counts[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_says_the_same_and_writes_nothing(
    importing: Importer, kind: str
) -> None:
    _name, good, _better = FILES[kind]
    rows, entries = _rows(), AuditEntry.objects.count()
    dry = importing(kind, good, dry_run=True)
    assert (_rows(), AuditEntry.objects.count()) == (rows, entries)
    wet = importing(kind, good)
    assert {**dry.as_json(), "dry_run": False} == wet.as_json()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_announced(
    importing: Importer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    told: list[str] = []

    class Spy:
        def rows_moved(self, rows: list[Any]) -> None:
            told.extend(row._meta.model_name for row in rows)

    monkeypatch.setattr(announce, "LISTENERS", [Spy()])
    name, good, better = FILES[kind]
    importing(kind, good)
    assert told == [name] * 3
    importing(kind, better)
    assert told == [name] * 5  # as it was, and as it is


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_administrator_imports_them(
    importing: Importer, rep: User, manager: User, admin: User, kind: str
) -> None:
    for person in (rep, manager):
        with pytest.raises(Unreadable, match="administrator"):
            importing(kind, FILES[kind][1], by=person)
        assert kind not in dict(kinds_for(person))
    assert dict(kinds_for(admin))[kind] == KIND_LABELS[kind]


BAD = [
    ("visitors", "day,channel,visitors", "2026-02-30,SEO,1", "day", "not a date"),
    ("visitors", "day,channel,visitors", "1899-12-31,SEO,1", "day", "out of range"),
    ("visitors", "day,channel,visitors", "2200-01-01,SEO,1", "day", "out of range"),
    ("visitors", "day,channel,visitors", "2026-03-01,,1", "channel", "required"),
    ("visitors", "day,channel,visitors", "2026-03-01,SEO,-1", "visitors", "whole"),
    ("visitors", "day,channel,visitors", "2026-03-01,SEO,1.5", "visitors", "whole"),
    ("visitors", "day,channel,visitors", "2026-03-01,SEO,NaN", "visitors", "number"),
    ("visitors", "day,Canal,Visits", "2026-03-01,SEO,2147483648", "Visits", "whole"),
    ("rates", "currency,day,Cours", "USD,2026-01-01,0", "Cours", "more than zero"),
    ("rates", "currency,day,rate", "USD,2026-01-01,-0.9", "rate", "more than zero"),
    ("rates", "currency,day,rate", "USD,2026-01-01,0.000000001", "rate", "than zero"),
    ("rates", "currency,day,rate", "USD,2026-01-01,NaN", "rate", "not a number"),
    ("rates", "currency,day,rate", "USD,2026-01-01,Infinity", "rate", "not a number"),
    ("rates", "currency,day,rate", "USD,2026-01-01,1000000000", "rate", "too large"),
    ("rates", "currency,day,rate", "USD,2026-01-01,1.068", "rate", "two ways"),
    ("rates", "currency,day,rate", "XXX,2026-01-01,1.5", "currency", "currency"),
    ("rates", "currency,day,rate", "EUR,2026-01-01,1.5", "currency", "base currency"),
    ("rates", "currency,day,rate", "USD,2200-01-01,1.5", "day", "out of range"),
    ("costs", "month,kind,amount", "2026-13,sales,1", "month", "not a month"),
    ("costs", "month,kind,amount", "2200-01,sales,1", "month", "out of range"),
    ("costs", "month,kind,amount", "soon,sales,1", "month", "not a date"),
    ("costs", "month,kind,amount", "2026-03,dance,1", "kind", "marketing, sales"),
    ("costs", "month,kind,amount", "2026-03,sales,-1", "amount", "negative"),
    ("costs", "month,kind,amount", "2026-03,sales,NaN", "amount", "not a number"),
    ("costs", "month,kind,amount,devise", "2026-03,sales,1,XXX", "devise", "currency"),
    ("costs", "month,kind,amount,team", "2026-03,sales,1,Nobody", "team", "Nobody"),
    ("costs", "month,kind,amount,rep", "2026-03,sales,1,Nobody", "rep", "Nobody"),
    ("costs", "month,kind,amount,campaign", "2026-03,sales,1,X", "campaign", "X"),
    ("campaigns", "name,start,end", "A,2026-03-02,2026-03-01", "end", "before"),
    ("campaigns", "name,start,end", "A,,2026-03-01", "start", "required"),
    ("campaigns", "name,start,sent,clicks", "A,2026-03-02,1,2", "clicks", "More"),
    ("campaigns", "name,start,sent", "A,2026-03-02,-3", "sent", "whole number"),
    ("absences", "person,from,back", "Nobody,2026-03-01,2026-03-02", "person", "No"),
    ("absences", "person,from,back", "Camille Roux,2026-03-01,", "back", "required"),
    (
        "absences",
        "person,from,back",
        "Camille Roux,2026-03-02,2026-03-02",
        "back",
        "later",
    ),
    (
        "absences",
        "person,from,last day",
        "Camille Roux,2026-03-02,2026-03-01",
        "last day",
        "later",
    ),
    (
        "absences",
        "person,from,last day",
        "Camille Roux,2026-03-02,2199-12-31",
        "last day",
        "out of range",
    ),
    (
        "absences",
        "person,from,back,end",
        "Camille Roux,2026-03-02,2026-03-05,2026-03-05",
        "end",
        "before the return",
    ),
    (
        "absences",
        "person,from,back",
        "Unassigned,2026-03-01,2026-03-02",
        "person",
        "own",
    ),
]


@pytest.mark.parametrize(("kind", "head", "line", "column", "reason"), BAD)
def test_a_bad_value_is_named_with_its_line_and_column(
    importing: Importer, kind: str, head: str, line: str, column: str, reason: str
) -> None:
    rows = _rows()
    report = importing(kind, f"{head}\n{line}\n")
    assert (report.created, report.rejected) == (0, 1)
    (error,) = report.errors
    assert (error["line"], error["column"]) == (2, column)
    assert reason in error["reason"]
    assert _rows() == rows


def test_reasons_are_in_the_readers_language(importing: Importer) -> None:
    with translation.override("fr"):
        report = importing("rates", "devise;jour;cours\nUSD;01/01/2026;0\n")
    assert report.errors[0]["reason"] == "Un cours est supérieur à zéro."


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("visitors", "day,channel,visitors\n2026-03-01,SEO,1\n2026-03-01,seo,2\n"),
        ("rates", "currency,day,rate\nUSD,2026-03-01,0.9\nusd,2026-03-01,0.8\n"),
        ("campaigns", "name,start\nA,2026-03-01\na,2026-03-02\n"),
    ],
)
def test_the_same_row_with_other_values_is_refused(
    importing: Importer, kind: str, text: str
) -> None:
    report = importing(kind, text)
    assert (report.created, report.rejected) == (1, 1)
    assert report.errors[0]["line"] == 3
