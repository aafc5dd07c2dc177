"""A survey is sent to who may be asked, answered once, and leaves no secret behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import Letter, Prospect, SurveyAnswer, SurveyInvitation, User
from crm.services import prospects, survey_answers, surveys
from crm.services.survey_answers import AlreadyAnswered, LinkGone
from crm.services.way_back import undo
from tests import factories
from tests.factories import NOW

LATER = NOW + timedelta(days=2)


def _ask(rep: User, prospect: Prospect, **fields: object) -> SurveyInvitation:
    values = {"survey": "nps", "language": "fr", "by_mail": True} | fields
    values.setdefault("email", "paul@durand.example")
    return surveys.send_survey(
        by=rep,
        now=NOW,
        prospect=prospect,
        address=lambda secret: f"https://crm.example/s/{secret}/",
        **values,
    )


@pytest.fixture
def durand(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand")


def test_the_secret_is_in_the_mail_and_nowhere_else(
    rep: User, durand: Prospect
) -> None:
    asked = _ask(rep, durand)
    secret = surveys.secret_of(asked)
    letter = Letter.objects.get()
    assert letter.to == "paul@durand.example"
    assert f"https://crm.example/s/{secret}/" in letter.text
    assert asked.digest == surveys.digest_of(secret)
    row = SurveyInvitation.objects.values().get()
    assert secret not in str(row)
    assert len(secret) > 40


def test_an_answer_counts_for_who_is_in_charge_and_once(
    rep: User, durand: Prospect
) -> None:
    asked = _ask(rep, durand)
    secret = surveys.secret_of(asked)
    Letter.objects.update(sent_at=NOW)
    survey_answers.answer_by_link(secret=secret, score=9, comment="Good.", now=LATER)
    answer = SurveyAnswer.objects.get()
    assert (answer.score, answer.rep, answer.at) == (9, rep, LATER)
    assert answer.respondent == "paul@durand.example"
    with pytest.raises(AlreadyAnswered):
        survey_answers.answer_by_link(secret=secret, score=0, comment="", now=LATER)
    assert SurveyAnswer.objects.get().score == 9
    assert Letter.objects.get().text == ""


def test_a_wrong_and_an_old_link_are_the_same(rep: User, durand: Prospect) -> None:
    secret = surveys.secret_of(_ask(rep, durand))
    for tried, now in (("x" * 43, LATER), (secret, NOW + timedelta(days=61))):
        with pytest.raises(LinkGone):
            survey_answers.answer_by_link(secret=tried, score=9, comment="", now=now)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"objected_at": NOW}, "objected"),
        ({"consent": "withdrawn"}, "withdrew"),
        ({"archived_at": NOW}, "archived"),
    ],
)
def test_who_said_no_is_not_asked(
    state: dict[str, object], said: str, rep: User, durand: Prospect
) -> None:
    Prospect.objects.filter(pk=durand.pk).update(**state)
    durand.refresh_from_db()
    with pytest.raises(ValidationError, match=said):
        _ask(rep, durand)
    assert not SurveyInvitation.objects.exists()


def test_asks_about_own_people_and_won_deals_only(rep: User, durand: Prospect) -> None:
    other = factories.prospect(owner=rep)
    stranger = prospects.add_contact(by=rep, now=NOW, prospect=other, name="X")
    still_open = factories.deal(owner=rep, prospect=durand)
    for wrong in ({"contact": stranger}, {"deal": still_open}, {"email": ""}):
        with pytest.raises(ValidationError) as refused:
            _ask(rep, durand, **wrong)
        assert list(refused.value.message_dict) == list(wrong)
    without_server = _ask(rep, durand, email="", by_mail=False)
    assert surveys.secret_of(without_server)
    assert not Letter.objects.exists()


def test_only_what_a_colleague_wrote_down_is_deleted(
    rep: User, durand: Prospect
) -> None:
    secret = surveys.secret_of(_ask(rep, durand))
    given = survey_answers.answer_by_link(secret=secret, score=9, comment="", now=LATER)
    with pytest.raises(ValidationError):
        survey_answers.delete_answer(answer_id=given.pk, by=rep, now=LATER)
    written = survey_answers.record_answer(
        by=rep, now=NOW, survey="csat", score=5, prospect=durand
    )
    back = survey_answers.delete_answer(answer_id=written.pk, by=rep, now=NOW)
    assert SurveyAnswer.objects.get() == given
    undo(way_back_id=back.pk, by=rep, now=NOW)
    assert SurveyAnswer.objects.count() == 2


def test_the_summary_counts_the_last_answer_of_each(
    rep: User, durand: Prospect
) -> None:
    paul = prospects.add_contact(by=rep, now=NOW, prospect=durand, name="Paul")
    for days, score, contact in ((9, 3, paul), (2, 10, paul), (4, 7, None)):
        survey_answers.record_answer(
            by=rep,
            now=NOW,
            at=NOW - timedelta(days=days),
            survey="nps",
            score=score,
            prospect=durand,
            contact=contact,
        )
    rows = SurveyAnswer.objects.of("nps")
    assert rows.moods() == {"happy": 1, "between": 1, "unhappy": 0}
