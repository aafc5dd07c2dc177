"""Activities logged several at once or without outcome: one definition, whoever asks."""

from __future__ import annotations

from datetime import date

import pytest

from crm.models import Activity, User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.measures import SOURCES
from kpis.members import UnknownMember, labels, resolve
from kpis.periods import between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import scope_of
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
NOVEMBER = between(date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 11, 20)


def log(who: User, kind: str, outcome: str = "", *, bulk: bool = False) -> None:
    row = factories.activity(
        rep=who, kind=kind, at=paris(2026, 11, 4), outcome=outcome, direction="out"
    )
    Activity.objects.filter(pk=row.pk).update(in_bulk=bulk)


@pytest.fixture
def logged(rep: User) -> User:
    """Calls: 2 told, 1 without outcome, 2 at once (one of them without outcome). Mails: 1 and 1."""
    log(rep, "call", "reached"), log(rep, "call", "voicemail"), log(rep, "call")
    log(rep, "call", "reached", bulk=True), log(rep, "call", bulk=True)
    log(rep, "email"), log(rep, "email", bulk=True)
    log(rep, "demo"), log(rep, "demo", "positive")
    snapshots.drain(now=NOW)
    return rep


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("calls_made_all", {"told": 2, "untold": 1, "bulk": 2}),
        # Nobody answers a mail at once: it has no outcome to give.
        ("emails_sent", {"told": 1, "bulk": 1}),
        ("demos", {"told": 1, "untold": 1}),
    ],
)
def test_each_activity_is_in_one_place_and_they_add_up_to_the_cells(
    key: str, told: dict[str, int], logged: User
) -> None:
    question = Question(scope_of(logged), NOVEMBER, TODAY, ("logging",))

    split = figures([KPIS[key]], question)[key]
    whole = figures([KPIS[key]], question.unsplit())[key][()]

    assert {key[0]: value.value for key, value in split.items()} == told
    assert whole.value == sum(told.values())


def test_a_rate_without_what_is_in_doubt_is_divided_again(logged: User) -> None:
    """2 of 5 calls have somebody at the other end; of the 2 told ones, 1."""
    whole = Question(scope_of(logged), NOVEMBER, TODAY)
    sure = Question(scope_of(logged), NOVEMBER, TODAY, (), {"logging": "told"})
    reach = KPIS["reach_rate"]

    found = figures([reach], whole)["reach_rate"][()]
    left = figures([reach], sure)["reach_rate"][()]

    assert (found.numerator, found.denominator) == (2, 5)
    assert (left.numerator, left.denominator) == (1, 2)


def test_its_members_are_named_and_no_other_is_known(db: None) -> None:
    source = SOURCES["activities"]

    assert labels("logging", ["told", "bulk"], source)["bulk"] == "several at once"
    assert resolve(source, "logging", "told") == "told"
    with pytest.raises(UnknownMember):
        resolve(source, "logging", "whatever")
