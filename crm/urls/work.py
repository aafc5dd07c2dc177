"""A day's work: the log, search, activities, what runs in the background and the way back."""

from django.urls import path

from crm.views import activities, home, jobs, log, log_read, search, way_back

urlpatterns = [
    path("", home.home, name="home"),
    path("log/", log.log, name="log"),
    path("log/read/", log_read.read, name="log-read"),
    path("search/", search.search, name="search"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("undo/<int:pk>/", way_back.undo, name="undo"),
    path("activities/<int:pk>/", activities.detail, name="activity"),
    path("activities/<int:pk>/delete/", activities.delete, name="activity-delete"),
]
