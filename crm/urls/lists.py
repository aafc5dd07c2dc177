"""What every list has: its file, saved views, and rows changed together."""

from django.urls import path

from crm.views import (
    activity_list,
    bulk,
    deal_list,
    leavers,
    prospect_list,
    saved_views,
    tags,
)

urlpatterns = [
    path("prospects/", prospect_list.prospect_list, name="prospects"),
    path("prospects/csv/", prospect_list.prospects_csv, name="prospects-csv"),
    path("prospects/bulk/", bulk.prospects_bulk, name="prospects-bulk"),
    path("deals/csv/", deal_list.deals_csv, name="deals-csv"),
    path("activities/", activity_list.activity_list, name="activities"),
    path("activities/csv/", activity_list.activities_csv, name="activities-csv"),
    path("prospects/<int:pk>/tags/", tags.prospect_tags, name="prospect-tags"),
    path("setup/people/<int:pk>/leave/", leavers.person_leave, name="person-leave"),
    path("views/<slug:page>/new/", saved_views.new, name="view-new"),
    path("views/<int:pk>/", saved_views.edit, name="view-edit"),
    path("views/<int:pk>/replace/", saved_views.replace, name="view-replace"),
    path("views/<int:pk>/delete/", saved_views.delete, name="view-delete"),
]
