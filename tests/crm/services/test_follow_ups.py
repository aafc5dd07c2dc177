"""An unhappy customer becomes one task and one notice of whoever is in charge."""

from datetime import date, timedelta

import pytest

from crm.models import (
    UNASSIGNED_ID,
    Absence,
    Activity,
    AuditEntry,
    Complaint,
    Notice,
    Organisation,
    SentOnce,
    SurveyAnswer,
    User,
)
from crm.services import activities, survey_answers, voice
from crm.services.assigning import assign_activity
from crm.services.mornings import next_morning
from crm.services.way_back import undo, way_back
from tests import factories
from tests.factories import NOW, paris

MONDAY_NINE = paris(2026, 11, 23, 9)


def _answer(rep: User, survey: str, score: int, **fields: object) -> SurveyAnswer:
    return survey_answers.record_answer(
        by=rep,
        now=NOW,
        survey=survey,
        score=score,
        prospect=factories.prospect(owner=rep, name="Durand"),
        comment="Nobody calls back.",
        **fields,
    )


@pytest.mark.parametrize(
    ("survey", "score", "unhappy"),
    [
        ("nps", 0, True),
        ("nps", 6, True),
        ("nps", 7, False),
        ("nps", 10, False),
        ("csat", 2, True),
        ("csat", 3, False),
    ],
)
def test_a_detractor_becomes_a_task(
    survey: str, score: int, unhappy: bool, rep: User
) -> None:
    answer = _answer(rep, survey, score)
    tasks = Activity.objects.filter(kind="task")
    assert tasks.count() == Notice.objects.count() == int(unhappy)
    if unhappy:
        task, notice = tasks.get(), Notice.objects.get()
        assert (task.at, task.rep, task.status) == (MONDAY_NINE, rep, "planned")
        assert task.note == "Nobody calls back."
        assert (notice.user, notice.kind) == (rep, "detractor")
        assert notice.address.endswith(f"/answers/{answer.pk}/")


@pytest.mark.parametrize(
    ("severity", "tasks"), [("low", 0), ("medium", 1), ("high", 1)]
)
def test_a_serious_complaint_becomes_a_task_once(
    severity: str, tasks: int, rep: User, teammate: User, manager: User
) -> None:
    row = factories.complaint(by=manager, severity=severity, verbatim="Broken.",
        prospect=factories.prospect(owner=rep))  # fmt: skip
    assert Activity.objects.filter(kind="task", rep=rep).count() == tasks
    voice.edit_complaint(complaint_id=row.pk, by=rep, now=NOW, severity="high")
    voice.assign_complaint(complaint_id=row.pk, owner=teammate, by=manager, now=NOW)
    voice.edit_complaint(complaint_id=row.pk, by=rep, now=NOW, verbatim="Broken!")
    assert Activity.objects.get(kind="task").rep == teammate
    assert Notice.objects.filter(kind="complaint", user=rep).count() == 1
    given = Notice.objects.get(kind="reassigned")
    assert given.user == teammate


@pytest.mark.parametrize("kept_back", ["done", "taken by another"])
def test_a_task_that_is_done_or_anothers_stays(
    kept_back: str, rep: User, teammate: User, other_rep: User, manager: User
) -> None:
    row = factories.complaint(by=rep, severity="high")
    task = Activity.objects.get(kind="task")
    if kept_back == "done":
        activities.finish_activity(activity_id=task.pk, by=rep, now=NOW)
    else:
        assign_activity(activity_id=task.pk, rep=other_rep, by=manager, now=NOW)
    voice.assign_complaint(complaint_id=row.pk, owner=teammate, by=manager, now=NOW)
    stays = rep if kept_back == "done" else other_rep
    assert Activity.objects.get(kind="task").rep == stays


def test_the_task_that_follows_a_complaint_is_in_the_audit(
    rep: User, teammate: User, manager: User
) -> None:
    row = factories.complaint(by=rep, severity="high")
    voice.edit_complaint(complaint_id=row.pk, by=manager, now=NOW, owner=teammate)
    task = Activity.objects.get(kind="task")
    entry = AuditEntry.objects.get(
        kind="activity", object_id=task.pk, action="assigned"
    )
    assert (task.rep, entry.changes) == (teammate, {"rep": [rep.pk, teammate.pk]})


def test_what_nobody_had_is_followed_once_somebody_has_it(
    rep: User, teammate: User, manager: User
) -> None:
    row = factories.complaint(by=rep, severity="high")
    Activity.objects.all().delete()
    SentOnce.objects.all().delete()
    Notice.objects.all().delete()
    Complaint.objects.filter(pk=row.pk).update(owner=UNASSIGNED_ID)

    with way_back(by=manager, now=NOW, action="given") as kept:
        voice.assign_complaint(
            complaint_id=row.pk, owner=teammate, by=manager, now=NOW, kept=kept
        )
    assert Activity.objects.get(kind="task").rep == teammate
    assert Notice.objects.get().kind == "complaint"

    undo(way_back_id=kept.way_back.pk, by=manager, now=NOW)
    assert not Activity.objects.exists()
    voice.assign_complaint(complaint_id=row.pk, owner=rep, by=manager, now=NOW)
    assert Activity.objects.get(kind="task").rep == rep


def test_nobody_in_charge_is_nobody_told(rep: User) -> None:
    company = factories.prospect(owner=rep)
    User.objects.filter(pk=rep.pk).update(is_active=False)
    company.refresh_from_db()
    factories.complaint(by=rep, severity="high", prospect=company)
    assert not Activity.objects.filter(kind="task").exists()
    assert not Notice.objects.exists()


def test_the_next_morning_is_one_of_work(rep: User, organisation: Organisation) -> None:
    assert next_morning(now=NOW, person=rep) == MONDAY_NINE
    Absence.objects.create(
        user=rep, from_on=date(2026, 11, 23), to_on=date(2026, 11, 25)
    )
    assert next_morning(now=NOW, person=rep) == paris(2026, 11, 25, 9)
    # Christmas, a Friday, then the weekend.
    christmas_eve = paris(2026, 12, 24, 18)
    assert next_morning(now=christmas_eve, person=rep) == paris(2026, 12, 28, 9)
    Absence.objects.create(user=rep, from_on=date(2026, 12, 1), to_on=date(2027, 12, 1))
    away = next_morning(now=christmas_eve, person=rep)
    assert away == paris(2026, 12, 28, 9)
    assert away - christmas_eve < timedelta(days=5)
