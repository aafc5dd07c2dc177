"""A line read back while it is typed: shown, asked about, corrected; nothing is written.

The clock stands on Friday 20 November 2026, 10:30.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from crm.models import Activity, Prospect
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def read(rep, client_of):
    """``read("call Durand", by_hand=...)``: the fragment that Camille gets."""
    client = client_of(rep)

    def run(line: str, query: str = "", **fields: Any) -> str:
        url = f"{reverse('crm:log-read')}{query}"
        answer = client.post(url, {"line": line, **fields}, headers=HTMX)
        assert answer.status_code == 200
        return answer.content.decode()

    return run


def value(html: str, name: str) -> str:
    """What the field would send."""
    chosen = re.search(
        rf'<select name="{name}".*?<option value="([^"]*)" selected', html, re.S
    )
    ticked = re.search(rf'type="radio" name="{name}"[^>]*value="([^"]*)" checked', html)
    typed = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
    found = chosen or ticked or typed
    return found[1] if found else ""


def chips(html: str) -> list[str]:
    found = re.findall(r'class="chip chip-\w+">(.*?)(?:<svg|</span>)', html)
    return [text.strip() for text in found]


def test_what_was_read_stands_in_the_fields(read, rep) -> None:
    durand = factories.prospect(owner=rep, name="Durand SARL")

    html = read("call Durand 12 min, demo thursday 14h")

    assert value(html, "prospect") == str(durand.pk)
    assert (value(html, "kind"), value(html, "minutes")) == ("call", "12")
    assert value(html, "outcome") == "reached"
    assert value(html, "next_at") == "2026-11-26T14:00"
    assert {"Durand SARL", "Call", "12 min", "Reached", "Now"} <= set(chips(html))
    assert not Activity.objects.exists()


def test_several_of_a_name_are_asked_about_and_none_is_chosen(read, rep) -> None:
    one, two = (
        factories.prospect(owner=rep, name=name)
        for name in ("Martin &amp; Fils", "Boulangerie Martin")
    )
    html = read("call Martin 8 min")
    assert "Which one?" in html
    assert value(html, "prospect") == ""

    html = read("call Martin 8 min", set=f":prospect={two.pk}")

    assert value(html, "prospect") == str(two.pk)
    assert "Which one?" not in html
    assert one.pk != two.pk


def test_somebody_unknown_is_offered_as_new(read) -> None:
    html = read("call Globex 4 min")
    assert 'value=":new_prospect=Globex"' in html

    html = read("call Globex 4 min", set=":new_prospect=Globex")

    assert "Globex (new)" in html
    assert not Prospect.objects.exists()


def test_what_was_set_by_hand_stays_until_the_line_says_otherwise(read, rep) -> None:
    durand = factories.prospect(owner=rep, name="Durand SARL")
    acme = factories.prospect(owner=rep, name="Acme")
    html = read("call Durand 12 min")
    seen = {"seen": value(html, "seen").replace("&quot;", '"')}
    hand = {"by_hand": ["minutes", "prospect"], "minutes": "15", "prospect": acme.pk}

    html = read("call Durand 12 min, demo thursday 14h", **seen, **hand)
    assert (value(html, "minutes"), value(html, "prospect")) == ("15", str(acme.pk))

    html = read("call Acme 20 min", **seen, **hand | {"prospect": durand.pk})
    assert (value(html, "minutes"), value(html, "prospect")) == ("20", str(acme.pk))


def test_from_a_prospects_page_a_line_needs_no_name(read, rep) -> None:
    durand = factories.prospect(owner=rep, name="Durand SARL")
    html = read("NRP", query=f"?prospect={durand.pk}")
    assert value(html, "prospect") == str(durand.pk)
    assert value(html, "outcome") == "no_answer"
    assert "data-question" not in html


def test_a_no_show_ends_the_meeting_planned_then(read, rep) -> None:
    acme = factories.prospect(owner=rep, name="Acme")
    plan = factories.activity(
        rep=rep,
        kind="demo",
        prospect=acme,
        at=paris(2026, 11, 20, 9),
        now=paris(2026, 11, 19),
    )
    html = read("Acme no-show at 9")
    assert value(html, "closes") == str(plan.pk)
    assert (value(html, "kind"), value(html, "ended")) == ("demo", "no_show")


def test_another_persons_prospect_cannot_be_named(read, teammate) -> None:
    hidden = factories.prospect(owner=teammate, name="Durand SARL")
    for html in (
        read("call Durand 12 min"),
        read("call Durand 12 min", set=f":prospect={hidden.pk}"),
        read("12 min", query=f"?prospect={hidden.pk}"),
    ):
        assert "Durand SARL" not in html
        assert value(html, "prospect") == ""


def test_several_lines_are_a_list(read, rep) -> None:
    for name in ("Acme", "Durand SARL", "Lefèvre"):
        factories.prospect(owner=rep, name=name)
    assert 'name="count" value="2"' in read("call Acme 3 min\ncall Durand NRP")
    html = read("3 appels Acme, Durand, Lefèvre NRP")
    assert 'name="count" value="3"' in html
    assert html.count("No answer</span>") >= 3


@pytest.mark.parametrize(
    "fields",
    [
        {"line": "call \0 Durand \ud800".encode("utf-8", "ignore").decode()},
        {"line": "9" * 5000},
        {"line": "\n".join(["call"] * 200)},
        {"line": "call", "seen": "[" * 2000, "by_hand": ["seen", "kind", "x-kind"]},
        {"line": "call", "set": ":prospect=99999999999999999999&kind=%00"},
        {"line": "call", "by_hand": ["at", "minutes"], "at": "x", "minutes": "9" * 400},
        {"line": "call", "typed_at": "2026-99-99T00:00"},
    ],
)
def test_hostile_lines_are_read_all_the_same(fields, rep, client_of) -> None:
    url = f"{reverse('crm:log-read')}?prospect=%00&at=x&deal=-1&minutes=9e9"
    answer = client_of(rep).post(url, fields, headers=HTMX)
    assert answer.status_code == 200


def test_without_script_it_is_a_page(rep, client_of) -> None:
    answer = client_of(rep).post(reverse("crm:log-read"), {"line": "call Globex"})
    assert "<html" in answer.content.decode()
    assert client_of(rep).get(reverse("crm:log-read")).status_code == 405


#: Somebody known with a next step, a name spelled nearly so, three strangers, nobody at all, a
#: loss, a moment at which something is planned: whatever reading can ask, at once.
EVERYTHING = (
    "call Durand 1 12 min, demo thursday 14h\ncall Duarnd 4 min\ncall Globex NRP\n"
    "call Zorglub NRP then call tomorrow 9h\ncall Patrovic NRP\nNRP\nlost Durand 0\n"
    "Durand 1 no-show at 9\nmeeting Durand 1 tomorrow 10h"
)


@pytest.mark.parametrize("rows", [2, 20])
def test_more_rows_are_no_more_queries(
    rows, rep, manager, client_of, django_assert_max_num_queries
) -> None:
    for n in range(rows):
        row = factories.prospect(owner=rep, name=f"Durand {n}")
        factories.deal(owner=rep, prospect=row)
        factories.activity(rep=rep, prospect=row, at=NOW)
        factories.activity(rep=rep, prospect=row, at=paris(2026, 11, 21, 10))
    url = reverse("crm:log-read")
    for person in (rep, manager):
        client = client_of(person)
        client.get(reverse("crm:preferences"))
        for line in ("call Durand 1 12 min", EVERYTHING):
            with django_assert_max_num_queries(8):
                answer = client.post(url, {"line": line}, headers=HTMX)
            assert answer.status_code == 200
        with django_assert_max_num_queries(8):
            assert client.get(reverse("crm:log"), headers=HTMX).status_code == 200


def test_the_largest_open_deal_is_the_one_meant(read, rep, teammate) -> None:
    acme = factories.prospect(owner=rep, name="Acme")
    factories.deal(owner=rep, prospect=acme, amount=100)
    large = factories.deal(owner=rep, prospect=acme, amount=900)
    factories.deal(owner=teammate, prospect=acme, amount=5_000)
    factories.won_deal(owner=rep, prospect=acme, amount=7_000)

    assert value(read("call Acme 5 min"), "deal") == str(large.pk)


def test_a_loss_is_offered_on_the_deal_and_never_made(read, rep) -> None:
    acme = factories.prospect(owner=rep, name="Acme")
    deal = factories.deal(owner=rep, prospect=acme)

    html = read("perdu Acme trop cher")

    told = f"{reverse('crm:deal-lose', args=[deal.pk])}?note=trop+cher"
    assert f'href="{told}" data-sheet' in html
    assert "data-question" in html  # Enter does not save before it is answered
    assert "trop cher" in html
    deal.refresh_from_db()
    assert deal.state == "open"


def test_a_loss_without_a_deal_is_told_in_a_note(read, rep) -> None:
    factories.prospect(owner=rep, name="Acme")

    html = read("perdu Acme trop cher")

    assert "No open deal here to lose" in html
    assert value(html, "kind") == "note"
    assert "perdu Acme trop cher</textarea>" in html


def test_the_length_of_the_next_step_is_kept(read, rep) -> None:
    factories.prospect(owner=rep, name="Acme")

    html = read("call Acme 5 min demo tuesday 14h 45 min")

    assert value(html, "next_minutes") == "45"
    assert any("45 min" in chip for chip in chips(html))


def test_a_text_message_is_an_email_to_be_confirmed(read, rep) -> None:
    factories.prospect(owner=rep, name="Acme")

    html = read("sms envoyé à Acme")

    assert value(html, "kind") == "email"
    assert "Assumed: change it if it was otherwise." in html
    assert "sms envoyé</textarea>" in html
