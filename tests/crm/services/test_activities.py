"""Logging what was done and planning what is to do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from crm.models import Activity, AuditEntry, ContactMethod, Prospect, User
from crm.services import activities, deals
from crm.services.errors import Conflict
from tests import factories
from tests.factories import NOW, paris

YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)
LAST_WEEK = NOW - timedelta(days=7)


@pytest.fixture
def company(rep: User) -> Prospect:
    return factories.prospect(owner=rep, at=paris(2026, 1, 5))


def contacted(company: Prospect) -> object:
    """When the prospect was first contacted; the column and the standing step agree."""
    company.refresh_from_db()
    step = company.steps.of("contacted").first()
    assert (step and step.at) == company.contacted_at
    return company.contacted_at


class TestLogging:
    def test_the_date_decides_whether_it_is_done_or_planned(self, rep: User) -> None:
        done = factories.activity(rep=rep, at=NOW)
        planned = factories.activity(rep=rep, at=NOW + timedelta(seconds=1))
        assert (done.status, done.planned_at) == ("held", None)
        assert (planned.status, planned.planned_at) == ("planned", planned.at)

    def test_what_is_done_cannot_be_in_the_future(self, rep: User) -> None:
        for status in ("held", "no_show"):
            with pytest.raises(ValidationError) as refused:
                factories.activity(rep=rep, at=TOMORROW, status=status)
            assert list(refused.value.message_dict) == ["at"]
        assert not Activity.objects.exists()

    def test_a_task_may_be_planned_for_a_moment_that_passed(self, rep: User) -> None:
        task = factories.activity(rep=rep, at=YESTERDAY, kind="task", status="planned")
        assert list(Activity.objects.overdue(NOW)) == [task]

    def test_the_same_call_sent_twice_is_written_once(
        self, rep: User, company: Prospect
    ) -> None:
        key = uuid4()
        first = factories.activity(rep=rep, prospect=company, client_uuid=key)
        again = factories.activity(
            rep=rep, prospect=company, client_uuid=key, kind="email"
        )
        assert first == again == Activity.objects.get()
        assert AuditEntry.objects.filter(kind="activity").count() == 1
        assert company.steps.filter(step="contacted").count() == 1

    def test_two_that_arrive_together_are_written_once(
        self, rep: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second looked before the first was written."""
        key = uuid4()
        first = factories.activity(rep=rep, client_uuid=key)
        monkeypatch.setattr(activities, "_already_sent", lambda *_: None)
        assert factories.activity(rep=rep, client_uuid=key) == first
        assert Activity.objects.count() == 1

    def test_another_person_may_send_the_same_key(
        self, rep: User, teammate: User
    ) -> None:
        key = uuid4()
        for user in (rep, teammate):
            factories.activity(rep=user, client_uuid=key)
        assert Activity.objects.count() == 2

    def test_a_kind_has_its_usual_method_unless_another_is_chosen(
        self, rep: User
    ) -> None:
        video = ContactMethod.objects.get(code="video")
        assert factories.activity(rep=rep, kind="call").method.code == "call"
        assert factories.activity(rep=rep, kind="meeting", method=video).method == video
        assert factories.activity(rep=rep, kind="note").method is None

    def test_a_deal_of_another_prospect_is_refused(
        self, rep: User, company: Prospect
    ) -> None:
        deal = factories.deal(owner=rep, prospect=factories.prospect(owner=rep))
        with pytest.raises(ValidationError) as refused:
            factories.activity(rep=rep, prospect=company, deal=deal)
        assert list(refused.value.message_dict) == ["deal"]

    def test_it_is_credited_to_who_did_it_and_signed_by_who_logged_it(
        self, rep: User, manager: User
    ) -> None:
        call = factories.activity(rep=rep, by=manager)
        assert (call.rep, call.logged_by, call.logged_at) == (rep, manager, NOW)


class TestFinishing:
    def test_a_planned_meeting_is_held_now_and_keeps_when_it_was_planned(
        self, rep: User
    ) -> None:
        meeting = factories.activity(rep=rep, at=TOMORROW, kind="meeting", all_day=True)
        done = activities.finish_activity(
            activity_id=meeting.pk, by=rep, now=NOW, outcome="positive"
        )
        assert (done.status, done.at, done.planned_at) == ("held", NOW, TOMORROW)
        assert (done.outcome, done.all_day, done.version) == ("positive", False, 2)

    def test_a_no_show_stays_on_the_day_it_was_planned_for(
        self, rep: User, company: Prospect
    ) -> None:
        demo = factories.activity(
            rep=rep, at=YESTERDAY, now=LAST_WEEK, kind="demo", prospect=company
        )
        missed = activities.finish_activity(
            activity_id=demo.pk, by=rep, now=NOW, status="no_show"
        )
        assert (missed.status, missed.at) == ("no_show", YESTERDAY)
        assert contacted(company) is None

    def test_a_meeting_to_come_that_is_cancelled_is_cancelled_now(
        self, rep: User
    ) -> None:
        meeting = factories.activity(rep=rep, at=TOMORROW, kind="meeting")
        gone = activities.finish_activity(
            activity_id=meeting.pk, by=rep, now=NOW, status="cancelled"
        )
        assert (gone.at, gone.planned_at) == (NOW, TOMORROW)

    def test_it_is_done_once(self, rep: User) -> None:
        call = factories.activity(rep=rep)
        with pytest.raises(ValidationError, match="already done"):
            activities.finish_activity(activity_id=call.pk, by=rep, now=NOW)

    def test_it_is_not_done_in_the_future(self, rep: User) -> None:
        call = factories.activity(rep=rep, at=TOMORROW)
        for status in ("held", "no_show"):
            with pytest.raises(ValidationError, match="future"):
                activities.finish_activity(
                    activity_id=call.pk, by=rep, now=NOW, at=TOMORROW, status=status
                )

    def test_a_planned_activity_can_be_snoozed_and_a_done_one_cannot(
        self, rep: User
    ) -> None:
        call = factories.activity(rep=rep, at=TOMORROW)
        later = TOMORROW + timedelta(days=3)
        moved = activities.move_activity(activity_id=call.pk, at=later, by=rep, now=NOW)
        assert (moved.at, moved.planned_at, moved.status) == (later, later, "planned")
        done = factories.activity(rep=rep)
        with pytest.raises(ValidationError, match="Only a planned"):
            activities.move_activity(activity_id=done.pk, at=later, by=rep, now=NOW)


class TestCorrecting:
    def test_who_saw_an_older_version_changes_nothing(self, rep: User) -> None:
        call = factories.activity(rep=rep)
        activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, seen=1, note="A")
        with pytest.raises(Conflict):
            activities.edit_activity(
                activity_id=call.pk, by=rep, now=NOW, seen=1, note="B"
            )
        call.refresh_from_db()
        assert (call.note, call.version) == ("A", 2)

    @pytest.mark.parametrize("field", ["rep", "status", "target_kind", "logged_by"])
    def test_credit_and_status_are_not_edited(self, rep: User, field: str) -> None:
        call = factories.activity(rep=rep)
        with pytest.raises(ValueError, match="not editable"):
            activities.edit_activity(
                activity_id=call.pk, by=rep, now=NOW, **{field: None}
            )

    def test_a_correction_keeps_deal_and_prospect_together(
        self, rep: User, company: Prospect
    ) -> None:
        call = factories.activity(rep=rep, prospect=company)
        deal = factories.deal(owner=rep, prospect=factories.prospect(owner=rep))
        with pytest.raises(ValidationError):
            activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, deal=deal)

    def test_a_planned_activity_whose_date_is_corrected_is_planned_for_it(
        self, rep: User
    ) -> None:
        call = factories.activity(rep=rep, at=TOMORROW)
        later = TOMORROW + timedelta(days=1)
        call = activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, at=later)
        assert call.planned_at == later

    def test_a_deleted_activity_stays_in_the_audit(self, rep: User) -> None:
        call = factories.activity(rep=rep)
        activities.delete_activity(activity_id=call.pk, by=rep, now=NOW)
        assert not Activity.objects.exists()
        assert AuditEntry.objects.get(action="deleted").object_id == call.pk


class TestFirstContact:
    @pytest.mark.parametrize("kind", ["call", "email", "meeting", "demo"])
    def test_the_first_outbound_contact_held_is_the_first_contact(
        self, rep: User, teammate: User, company: Prospect, kind: str
    ) -> None:
        factories.activity(rep=teammate, at=YESTERDAY, kind=kind, prospect=company)
        factories.activity(rep=rep, at=NOW, prospect=company)
        assert contacted(company) == YESTERDAY
        assert company.steps.get(step="contacted").rep == teammate

    @pytest.mark.parametrize(
        "values",
        [
            {"kind": "note"},
            {"kind": "task"},
            {"kind": "onboarding"},
            {"direction": "in"},
            {"at": TOMORROW},
        ],
    )
    def test_notes_tasks_inbound_and_planned_ones_contact_nobody(
        self, rep: User, company: Prospect, values: dict[str, object]
    ) -> None:
        factories.activity(rep=rep, prospect=company, **values)  # type: ignore[arg-type]
        assert contacted(company) is None

    def test_a_planned_call_contacts_once_it_is_held(
        self, rep: User, company: Prospect
    ) -> None:
        call = factories.activity(rep=rep, at=TOMORROW, prospect=company)
        activities.finish_activity(activity_id=call.pk, by=rep, now=NOW)
        assert contacted(company) == NOW

    def test_an_earlier_contact_told_later_moves_it(
        self, rep: User, company: Prospect
    ) -> None:
        factories.activity(rep=rep, at=NOW, prospect=company)
        factories.activity(rep=rep, at=LAST_WEEK, prospect=company)
        assert contacted(company) == LAST_WEEK
        first, second = company.steps.filter(step="contacted").order_by("id")
        assert (first.withdrawn_at, second.withdrawn_at) == (NOW, None)

    def test_it_follows_a_correction_of_the_date(
        self, rep: User, company: Prospect
    ) -> None:
        call = factories.activity(rep=rep, at=YESTERDAY, prospect=company)
        activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, at=LAST_WEEK)
        assert contacted(company) == LAST_WEEK

    @pytest.mark.parametrize("values", [{"kind": "note"}, {"direction": "in"}])
    def test_it_is_withdrawn_when_it_proves_no_contact(
        self, rep: User, company: Prospect, values: dict[str, str]
    ) -> None:
        call = factories.activity(rep=rep, prospect=company)
        activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, **values)
        assert contacted(company) is None

    def test_it_goes_to_the_prospect_it_was_meant_for(
        self, rep: User, company: Prospect
    ) -> None:
        other = factories.prospect(owner=rep, at=paris(2026, 1, 5))
        call = factories.activity(rep=rep, prospect=company)
        activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, prospect=other)
        assert contacted(company) is None
        assert contacted(other) == NOW

    def test_a_deleted_contact_leaves_the_next_one_or_none(
        self, rep: User, company: Prospect
    ) -> None:
        first = factories.activity(rep=rep, at=YESTERDAY, prospect=company)
        second = factories.activity(rep=rep, at=NOW, prospect=company)
        activities.delete_activity(activity_id=first.pk, by=rep, now=NOW)
        assert contacted(company) == NOW
        activities.delete_activity(activity_id=second.pk, by=rep, now=NOW)
        assert contacted(company) is None

    def test_the_credit_follows_when_only_the_person_differs(
        self, rep: User, teammate: User, company: Prospect
    ) -> None:
        first = factories.activity(rep=teammate, prospect=company)
        factories.activity(rep=rep, prospect=company)
        activities.delete_activity(activity_id=first.pk, by=rep, now=NOW)
        assert company.steps.of("contacted").get().rep == rep

    def test_a_prospect_loaded_before_another_call_is_not_written_back(
        self, rep: User, company: Prospect
    ) -> None:
        old = Prospect.objects.get(pk=company.pk)
        factories.activity(rep=rep, at=LAST_WEEK, prospect=company)
        factories.activity(rep=rep, at=NOW, prospect=old)
        assert contacted(company) == LAST_WEEK


class TestTarget:
    def test_it_is_what_the_prospect_was_at_that_moment(
        self, rep: User, company: Prospect
    ) -> None:
        factories.won_deal(owner=rep, prospect=company, at=YESTERDAY)
        company.refresh_from_db()
        before = factories.activity(rep=rep, at=LAST_WEEK, prospect=company)
        after = factories.activity(rep=rep, at=NOW, prospect=company)
        assert (before.target_kind, after.target_kind) == ("prospect", "customer")

    def test_it_stays_when_the_prospect_changes_later(
        self, rep: User, company: Prospect
    ) -> None:
        call = factories.activity(rep=rep, at=NOW, prospect=company)
        factories.won_deal(owner=rep, prospect=company, at=LAST_WEEK)
        activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, note="Signed")
        call.refresh_from_db()
        assert call.target_kind == "prospect"

    def test_it_is_seen_again_when_the_date_is_corrected(
        self, rep: User, company: Prospect
    ) -> None:
        factories.won_deal(owner=rep, prospect=company, at=YESTERDAY)
        company.refresh_from_db()
        call = factories.activity(rep=rep, at=LAST_WEEK, prospect=company)
        activities.edit_activity(activity_id=call.pk, by=rep, now=NOW, at=NOW)
        call.refresh_from_db()
        assert call.target_kind == "customer"

    def test_it_stays_when_the_win_is_reopened(
        self, rep: User, company: Prospect
    ) -> None:
        deal = factories.won_deal(owner=rep, prospect=company, at=YESTERDAY)
        company.refresh_from_db()
        call = factories.activity(rep=rep, at=NOW, prospect=company)
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        call.refresh_from_db()
        assert call.target_kind == "customer"
