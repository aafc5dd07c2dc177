"""A day's work: today, the log, activities, what runs in the background and the way back."""

from django.urls import path

from crm.views import activities, home, jobs, log, tables, today, way_back

urlpatterns = [
    path("", home.home, name="home"),
    path("today/", today.today, name="today"),
    path("log/", log.log, name="log"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("undo/<int:pk>/", way_back.undo, name="undo"),
    path("activities/", activities.activity_list, name="activities"),
    path("activities/csv/", tables.activities_csv, name="activities-csv"),
    path("activities/<int:pk>/", activities.detail, name="activity"),
    path("activities/<int:pk>/done/", activities.finish, name="activity-done"),
    path("activities/<int:pk>/move/", activities.move, name="activity-move"),
    path("activities/<int:pk>/cancel/", activities.cancel, name="activity-cancel"),
    path("activities/<int:pk>/delete/", activities.delete, name="activity-delete"),
]
