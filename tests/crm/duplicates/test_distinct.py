"""Two that look alike and are not the same: said once, in any order, proposed nowhere again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from crm.duplicates import Sought, find_duplicates, pairs_seen_by, resembling
from crm.models import AuditEntry, Distinct, Organisation, Prospect, User
from crm.services import way_back
from crm.services.distinct import tell_apart
from crm.services.merging import merge_prospects
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture
def one(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand Lyon", email="a@durand.fr")


@pytest.fixture
def two(rep: User, one: Prospect) -> Prospect:
    return factories.prospect(
        owner=rep, name="Durand Nord", email="b@durand.fr", external_id="D-2"
    )


def pairs(by: User) -> set[tuple[int, int]]:
    return {(pair.one, pair.two) for pair in pairs_seen_by(by)}


def test_a_pair_told_apart_is_proposed_nowhere(
    one: Prospect, two: Prospect, rep: User
) -> None:
    sought = Sought(two.name, two.email, "")
    line = {"name": "DURAND NORD", "email": "a@durand.fr"}
    by_id = {"name": "Durand Lyon", "external_id": "D-2"}
    assert pairs(rep) == {(one.pk, two.pk)}
    assert [each.pk for each in resembling(sought, reader=rep, apart_from=two.pk)]
    assert find_duplicates([line], rep)[0].pk == one.pk

    back = tell_apart(one=two.pk, two=one.pk, by=rep, now=NOW)

    assert back is not None
    assert tell_apart(one=one.pk, two=two.pk, by=rep, now=NOW) is None
    assert pairs(rep) == set()
    assert resembling(sought, reader=rep, apart_from=two.pk) == []
    assert resembling(Sought(one.name), reader=rep, apart_from=one.pk) == []
    found = find_duplicates([line, by_id], rep)
    assert [each.pk for each in found.values()] == [two.pk]
    told = AuditEntry.objects.filter(action="told apart", by=rep, at=NOW)
    assert set(told.values_list("object_id", flat=True)) == {one.pk, two.pk}

    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert pairs(rep) == {(one.pk, two.pk)}


def test_a_merge_takes_the_marks_over_and_its_undo_gives_them_back(
    one: Prospect, two: Prospect, rep: User
) -> None:
    third = factories.prospect(owner=rep, name="Durand Est", email="c@durand.fr")
    for pair in ((one, third), (one, two), (two, third)):
        tell_apart(one=pair[0].pk, two=pair[1].pk, by=rep, now=NOW)
    before = list(Distinct.objects.order_by("pk").values_list())
    back = merge_prospects(into=third.pk, other=one.pk, by=rep, now=NOW)
    kept = Distinct.objects.get()
    assert (kept.one, kept.two) == (two, third)
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert list(Distinct.objects.order_by("pk").values_list()) == before
    back = merge_prospects(into=two.pk, other=one.pk, by=rep, now=NOW)
    assert Distinct.objects.count() == 1
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert list(Distinct.objects.order_by("pk").values_list()) == before


def test_not_itself_nor_one_that_is_gone_nor_the_wrong_way_round(
    one: Prospect, two: Prospect, rep: User
) -> None:
    with pytest.raises(ValidationError):
        tell_apart(one=one.pk, two=one.pk, by=rep, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distinct.objects.create(one=two, two=one, by=rep, at=NOW)
    merge_prospects(into=one.pk, other=two.pk, by=rep, now=NOW)
    with pytest.raises(ValidationError):
        tell_apart(one=one.pk, two=two.pk, by=rep, now=NOW)


def test_from_the_page_by_who_may_change_both(
    one: Prospect,
    two: Prospect,
    rep: User,
    teammate: User,
    organisation: Organisation,
    client_of: SignIn,
) -> None:
    theirs = factories.prospect(owner=teammate, name="Durand Sud")
    client, here = client_of(rep), reverse("crm:distinct", args=[one.pk])
    for wrong in (theirs.pk, "9" * 30, "x\0", ""):
        assert client.post(here, {"with": wrong}).status_code == 404
    organisation.records_seen_by_reps = Organisation.RecordsSeen.TEAM
    organisation.save()
    assert client.post(here, {"with": theirs.pk}).status_code == 403
    assert client.post(here, {"with": one.pk}).status_code == 303
    assert not Distinct.objects.exists()
    page = reverse("crm:duplicates")
    assert b"Durand Nord are not the same" in client.get(page).content
    for _again in range(2):
        sent = client.post(here, {"with": two.pk}, headers={"HX-Request": "true"})
        assert sent.status_code == 200
    assert Distinct.objects.count() == 1
    assert b"Durand Nord are not the same" not in client.get(page).content
    told = client.get(reverse("crm:prospect", args=[two.pk])).content.decode()
    assert "Not the same as Durand Lyon" in told
