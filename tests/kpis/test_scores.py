"""Score cards worked by hand: targets, the team's median, what is left out, what is refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from crm.models import AuditEntry, Organisation, Team, User
from kpis import picker, ranking, snapshots
from kpis.catalogue import KPIS
from kpis.models import ScoreCard
from kpis.periods import between
from kpis.question import Question
from kpis.ranking import score_cards
from kpis.ranking.boards import CARD, Compared
from kpis.ranking.scores import MEDIAN, TARGET
from kpis.rollup import figures
from kpis.scope import ALL, narrowed, scope_of
from kpis.targets.attainment import set_target
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)


def aim(kpi: str, value: int, user: User) -> None:
    start = date(2026, 11, 1)
    set_target(
        by=None,
        now=NOW,
        kpi=kpi,
        period="month",
        starts_on=start,
        value=value,
        user=user,
    )


def calls(who: User, count: int) -> None:
    for _ in range(count):
        factories.activity(rep=who, kind="call", at=paris(2026, 11, 4))


def card(by: User, by_median: bool = True, **weights: int) -> ScoreCard:
    return score_cards.save_card(
        by=by, now=NOW, name="Drive", weights=weights, by_median=by_median
    )


def board(row: ScoreCard, team: Team, where: str = "") -> ranking.Board:
    snapshots.drain(now=NOW)
    asked = QueryDict(f"period=month&where={where}" if where else "period=month")
    return ranking.board(
        KPIS["revenue"],
        narrowed(ALL, team=team.pk),
        picker.read(asked, ALL, TODAY),
        compared=Compared(CARD, card=score_cards.of_row(row)),
        organisation=Organisation.current(),
    )


def test_the_board_weighs_share_of_target_and_share_of_the_median(
    admin: User, rep: User, teammate: User, north: Team
) -> None:
    """Camille: 6 calls of 12 aimed at until the 20th of 30 days; demos 3 on the median 2.

    Targets of a running month are shared over its days: 12 until the 20th is what 18 asks of the
    month when every day works. Demos of North are 3, 2, 0: the median is 2.
    """
    organisation = Organisation.current()
    organisation.working_week, organisation.country = "1234567", ""
    organisation.save()
    third = factories.person("Karim Haddad", team=north)
    calls(rep, 6)
    aim("calls_made_all", 18, rep)
    for who, count in ((rep, 3), (teammate, 2)):
        for _ in range(count):
            factories.activity(rep=who, kind="demo", at=paris(2026, 11, 5))

    found = board(card(admin, calls_made_all=2, demos=1), north)
    mine = next(row for row in found.places if row.who.pk == rep.pk)

    assert [(p.against, p.aim, p.share) for p in mine.parts] == [
        (TARGET, 12, Fraction(1, 2)),
        (MEDIAN, 2, Fraction(3, 2)),
    ]
    # (2 x 1/2 + 1 x 3/2) / 3
    assert mine.value.value == Fraction(5, 6)
    # Two of three people made no call: the median is 0, and against 0 there is no share. With a
    # third of the weight left nobody is ranked by it.
    his = next(row for row in found.places if row.who.pk == third.pk)
    assert (his.place, his.too_few) == (None, True)


def test_under_a_filter_nobody_is_measured_on_the_whole_target(
    admin: User, rep: User, north: Team
) -> None:
    """Of 12 calls aimed at, those of one source are no share; without those in doubt the target holds."""
    calls(rep, 6)
    aim("calls_made_all", 12, rep)
    row = card(admin, by_median=False, calls_made_all=1)

    assert [p.who.pk for p in board(row, north).ranked] == [rep.pk]
    assert [p.who.pk for p in board(row, north, "logging:told").ranked] == [rep.pk]
    found = board(row, north, "source:none")
    assert found.ranked == []
    assert {place.value.reason for place in found.places} == {"no_target"}


def test_without_median_a_missing_target_leaves_with_its_weight(
    admin: User, rep: User, teammate: User, north: Team
) -> None:
    factories.person("Karim Haddad", team=north)
    calls(rep, 6), calls(teammate, 3)

    found = board(card(admin, by_median=False, calls_made_all=2, demos=1), north)

    assert found.ranked == []
    assert {row.value.reason for row in found.places} == {"no_target"}


def test_the_median_of_two_people_is_nobody_s_measure(
    admin: User, rep: User, teammate: User, north: Team
) -> None:
    calls(rep, 6), calls(teammate, 3)

    assert board(card(admin, calls_made_all=1), north).ranked == []


def test_the_productivity_score_reads_the_card_that_is_chosen(
    admin: User, rep: User, north: Team
) -> None:
    """Calls 3 of 10 weighed alone, where the usual card weighs demos as well."""
    calls(rep, 3)
    factories.activity(rep=rep, kind="demo", at=paris(2026, 11, 5))
    aim("calls_made_all", 10, rep), aim("demos", 1, rep)
    snapshots.drain(now=NOW)
    whole = Question(
        scope_of(rep), between(date(2026, 11, 1), date(2026, 11, 30)), TODAY
    )

    def score() -> Fraction | None:
        return figures([KPIS["rep_score"]], whole)["rep_score"][()].value

    # (2 x 0.3 + 1 x 1) / 3
    assert score() == Fraction(8, 15)
    row = card(admin, calls_made_all=1)
    score_cards.choose_productivity(row=row, by=admin, now=NOW)

    assert score() == Fraction(3, 10)
    assert AuditEntry.objects.filter(kind="scorecard", action="changed").count() == 1
    assert ScoreCard.objects.filter(is_productivity=True).count() == 1


def test_a_board_by_the_productivity_card_shows_the_productivity_score(
    rep: User, teammate: User, north: Team
) -> None:
    for who, count in ((rep, 3), (teammate, 7)):
        calls(who, count)
        # Calls 2, meetings 2 and demos 1 of 9: more than half of the card.
        for key in ("calls_made_all", "meetings_prospect", "demos"):
            aim(key, 10, who)
    row = ScoreCard.objects.get(is_productivity=True)

    found = board(row, north)
    picked = picker.read(QueryDict("period=month"), ALL, TODAY)
    question = picked.question(narrowed(ALL, team=north.pk), by=("rep",))
    told = figures([KPIS["rep_score"]], question)["rep_score"]

    assert {r.who.pk: r.value for r in found.places} == {
        k[0]: v for k, v in told.items()
    }
    assert [r.who.pk for r in found.ranked] == [teammate.pk, rep.pk]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "effort QUALITY"}, "name"),
        ({"weights": {}}, "__all__"),
        ({"weights": {"demos": 0}}, "__all__"),
        ({"weights": {"demos": 101}}, "__all__"),
        ({"weights": {"rep_score": 1}}, "__all__"),
        ({"weights": {"open_deals": 1}}, "__all__"),
        ({"weights": dict.fromkeys(list(KPIS)[:9], 1)}, "__all__"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    changes: dict[str, object], field: str, admin: User
) -> None:
    usual: dict[str, object] = {"name": "Drive", "weights": {"demos": 1}}
    with pytest.raises(ValidationError) as refused:
        score_cards.save_card(by=admin, now=NOW, by_median=True, **(usual | changes))  # type: ignore[arg-type]

    told = refused.value
    assert field in (told.message_dict if hasattr(told, "error_dict") else ["__all__"])
    assert not ScoreCard.objects.filter(name="Drive").exists()


def test_the_card_that_is_the_score_cannot_be_archived(admin: User) -> None:
    row = ScoreCard.objects.get(is_productivity=True)
    with pytest.raises(ValidationError):
        score_cards.archive_card(row=row, by=admin, now=NOW)

    other = card(admin, demos=1)
    assert score_cards.archive_card(row=other, by=admin, now=NOW)
    assert not score_cards.archive_card(row=other, by=admin, now=NOW)
    with pytest.raises(ValidationError):
        score_cards.choose_productivity(row=other, by=admin, now=NOW)


def test_saving_the_same_card_twice_leaves_one_entry(admin: User) -> None:
    row = card(admin, demos=1)
    for _ in range(2):
        score_cards.save_card(
            by=admin,
            now=NOW,
            name="Drive",
            weights={"demos": 2},
            by_median=True,
            row=row,
        )

    entries = AuditEntry.objects.filter(kind="scorecard", object_id=row.pk)
    assert [e.action for e in entries.order_by("pk")] == ["created", "changed"]
    assert entries.order_by("pk").last().changes == {"demos": [1, 2]}  # type: ignore[union-attr]
