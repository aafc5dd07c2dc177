"""Activities for programs: logged once, for whom one may, on what one may see."""

import pytest
from django.test import Client

from crm.models import Activity, AuditEntry, SentOnce
from tests import factories
from tests.crm.api.answers import refused
from tests.factories import paris

KEY = "7f4a1a52-2c0b-4a51-9c5e-0d6a2f1b3c4d"
URL = "/api/v1/activities/"


@pytest.fixture
def acme(rep):
    return factories.prospect(owner=rep, name="Acme", at=paris(2026, 11, 2))


def test_a_call_is_logged_for_its_sender_now(post, rep, acme, now) -> None:
    answer = post(rep, "activities", kind="call", prospect=acme.pk)

    assert answer.status_code == 201
    row = Activity.objects.get()
    assert (row.rep, row.logged_by, row.at, row.status) == (rep, rep, now, "held")
    shown = answer.json()
    assert shown["rep"] == "camille.roux@boussole.test"
    assert shown["at"] == "2026-11-20T09:30:00Z"
    assert shown["method"] == "Phone"
    assert (shown["prospect"], shown["duration_seconds"]) == (acme.pk, None)


def test_a_moment_to_come_is_a_plan(post, rep, acme) -> None:
    answer = post(
        rep,
        "activities",
        kind="demo",
        prospect=acme.pk,
        at="2026-11-24T14:00:00+01:00",
        duration_seconds=2700,
    )

    assert answer.json()["status"] == "planned"
    assert answer.json()["planned_at"] == "2026-11-24T13:00:00Z"
    assert answer.json()["duration_seconds"] == 2700


def test_it_is_announced_and_audited_like_any_other(post, rep, acme) -> None:
    pk = post(rep, "activities", kind="call", prospect=acme.pk).json()["id"]

    assert AuditEntry.objects.filter(kind="activity", object_id=pk, by=rep).exists()
    acme.refresh_from_db()
    assert acme.contacted_at is not None


def test_a_manager_logs_for_a_member_and_for_nobody_else(
    post, manager, rep, other_rep, acme
) -> None:
    body = {"kind": "call", "prospect": acme.pk}

    mine = post(manager, "activities", **body, rep=rep.email.upper())
    assert mine.json()["rep"] == rep.email
    for email in (other_rep.email, "nobody@boussole.test"):
        assert refused(post(manager, "activities", **body, rep=email)) == {
            "rep": "Nobody you may choose has this email."
        }


def test_another_reps_prospect_is_refused_like_a_missing_one(
    post, rep, other_rep, acme
) -> None:
    theirs = factories.prospect(owner=other_rep)

    hidden = post(rep, "activities", kind="call", prospect=theirs.pk)
    missing = post(rep, "activities", kind="call", prospect=10**9)

    assert hidden.content == missing.content
    assert "prospect" in refused(hidden)


def test_a_deal_or_contact_of_another_prospect_is_refused(post, rep, acme) -> None:
    elsewhere = factories.deal(owner=rep, prospect=factories.prospect(owner=rep))

    answer = post(rep, "activities", kind="call", prospect=acme.pk, deal=elsewhere.pk)

    assert refused(answer) == {"deal": "This does not belong to the prospect."}


def test_what_reaches_somebody_names_whom(post, rep) -> None:
    assert "prospect" in refused(post(rep, "activities", kind="call"))
    assert (
        post(rep, "activities", kind="note", note="Read the tender").status_code == 201
    )


def test_the_past_is_not_the_future(post, rep, acme) -> None:
    answer = post(
        rep,
        "activities",
        kind="call",
        prospect=acme.pk,
        status="held",
        at="2026-11-21T09:00:00Z",
    )

    assert "at" in refused(answer)


class TestSentAgain:
    def test_the_same_request_gives_the_same_row(self, post, rep, acme) -> None:
        body = {"kind": "call", "prospect": acme.pk, "subject": "Hello"}

        first = post(rep, "activities", key=KEY, **body)
        again = post(rep, "activities", key=KEY, **body)

        assert (first.status_code, again.status_code) == (201, 200)
        assert first.content == again.content
        assert first.json()["client_uuid"] == KEY
        assert Activity.objects.count() == 1

    def test_the_key_may_stand_in_the_body(self, post, rep, acme) -> None:
        body = {"kind": "call", "prospect": acme.pk, "client_uuid": KEY}

        first, again = (post(rep, "activities", **body) for _ in range(2))

        assert first.content == again.content
        assert Activity.objects.count() == 1

    def test_another_body_under_the_key_is_refused(
        self, post, rep, acme, tables
    ) -> None:
        post(rep, "activities", key=KEY, kind="call", prospect=acme.pk)
        before = tables()

        answer = post(rep, "activities", key=KEY, kind="email", prospect=acme.pk)

        assert answer.status_code == 422
        assert answer["Content-Type"] == "application/problem+json"
        assert tables() == before

    def test_a_key_belongs_to_one_person(self, post, rep, teammate, acme) -> None:
        theirs = factories.prospect(owner=teammate)

        for person, prospect in ((rep, acme), (teammate, theirs)):
            answer = post(
                person, "activities", key=KEY, kind="call", prospect=prospect.pk
            )
            assert answer.status_code == 201

    def test_a_refusal_uses_no_key(self, post, rep, acme) -> None:
        refused(post(rep, "activities", key=KEY, kind="call"))

        assert not SentOnce.objects.exists()
        right = post(rep, "activities", key=KEY, kind="call", prospect=acme.pk)
        assert right.status_code == 201

    def test_two_different_keys_in_one_request_are_refused(
        self, post, rep, acme
    ) -> None:
        other = KEY.replace("7", "8")
        answer = post(
            rep, "activities", key=KEY, kind="note", note="x", client_uuid=other
        )

        assert "client_uuid" in refused(answer)


class TestList:
    @pytest.fixture(autouse=True)
    def _logged(self, rep, teammate, acme) -> None:
        for day in (2, 9, 16):
            factories.activity(rep=rep, prospect=acme, at=paris(2026, 11, day))
        factories.activity(
            rep=rep, prospect=acme, kind="email", at=paris(2026, 11, 10, 23, 30)
        )
        factories.activity(rep=teammate, at=paris(2026, 11, 3))

    def days(self, client: Client, query: str = "") -> list[str]:
        answer = client.get(f"{URL}?{query}")
        assert answer.status_code == 200, answer.content
        return [row["at"][8:10] for row in answer.json()["results"]]

    def test_the_newest_come_first_and_only_ones_own(self, client_of, rep) -> None:
        assert self.days(client_of(rep)) == ["16", "10", "09", "02"]

    @pytest.mark.parametrize(
        ("query", "days"),
        [
            ("from=2026-11-09&to=2026-11-10&ordering=at", ["09", "10"]),
            ("kind=email", ["10"]),
            ("status=planned", []),
            ("rep=hugo.bernard@boussole.test", []),
            ("ordering=id&page_size=1", ["02"]),
        ],
    )
    def test_it_is_narrowed_and_sorted(self, client_of, rep, query, days) -> None:
        assert self.days(client_of(rep), query) == days

    def test_pages_follow_each_other_while_rows_are_added(
        self, client_of, rep, acme
    ) -> None:
        client, seen = client_of(rep), []
        address = f"{URL}?page_size=2&ordering=at"
        while address:
            page = client.get(address).json()
            seen += [row["id"] for row in page["results"]]
            address = page["next"]
            factories.activity(rep=rep, prospect=acme, at=paris(2026, 11, 1))

        assert len(seen) == len(set(seen)) == 4

    def test_rows_of_one_instant_are_neither_skipped_nor_repeated(
        self, client_of, rep, acme
    ) -> None:
        for _ in range(5):
            factories.activity(rep=rep, prospect=acme, at=paris(2026, 11, 18))
        client, seen = client_of(rep), []
        address = f"{URL}?page_size=2"
        while address:
            page = client.get(address).json()
            seen += [row["id"] for row in page["results"]]
            address = page["next"]

        assert len(seen) == len(set(seen)) == page["count"] == 9
