"""The day and the week of a person: what ends, moves or sleeps, notices, the calendar."""

from django.urls import path

from crm.views import calendar, finishing, moves, snooze, today, tomorrow

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/plan/", tomorrow.plan, name="plan-tomorrow"),
    path("prospects/<int:pk>/plan/", tomorrow.add, name="prospect-plan"),
    path("prospects/<int:pk>/called/", snooze.called, name="prospect-called"),
    path("prospects/<int:pk>/snooze/", snooze.prospect, name="prospect-snooze"),
    path("deals/<int:pk>/snooze/", snooze.deal, name="deal-snooze"),
    path("complaints/<int:pk>/snooze/", snooze.complaint, name="complaint-snooze"),
    path("activities/week/", calendar.week, name="week"),
    path("activities/<int:pk>/done/", finishing.finish, name="activity-done"),
    path("activities/<int:pk>/again/", finishing.again, name="activity-again"),
    path("activities/<int:pk>/move/", moves.move, name="activity-move"),
    path("activities/<int:pk>/cancel/", finishing.cancel, name="activity-cancel"),
]
