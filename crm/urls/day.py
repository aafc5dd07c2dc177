"""The day and the week of a person: what ends, moves or sleeps, notices, the calendar."""

from django.urls import path

from crm.views import (
    calendar,
    calendar_feed,
    finishing,
    moves,
    notices,
    snooze,
    today,
    tomorrow,
)

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/plan/", tomorrow.plan, name="plan-tomorrow"),
    path("prospects/<int:pk>/plan/", tomorrow.add, name="prospect-plan"),
    path("prospects/<int:pk>/called/", snooze.called, name="prospect-called"),
    path("prospects/<int:pk>/snooze/", snooze.prospect, name="prospect-snooze"),
    path("deals/<int:pk>/snooze/", snooze.deal, name="deal-snooze"),
    path("complaints/<int:pk>/snooze/", snooze.complaint, name="complaint-snooze"),
    path("calendar/<str:token>.ics", calendar_feed.feed, name="calendar"),
    path("me/calendar/", calendar_feed.make, name="calendar-feed"),
    path("me/calendar/revoke/", calendar_feed.revoke, name="calendar-feed-revoke"),
    path("notices/", notices.notices, name="notices"),
    path("notices/bell/", notices.bell, name="bell"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<int:pk>/read/", notices.read, name="notice-read"),
    path("activities/week/", calendar.week, name="week"),
    path("activities/<int:pk>/done/", finishing.finish, name="activity-done"),
    path("activities/<int:pk>/again/", finishing.again, name="activity-again"),
    path("activities/<int:pk>/move/", moves.move, name="activity-move"),
    path("activities/<int:pk>/cancel/", finishing.cancel, name="activity-cancel"),
]
