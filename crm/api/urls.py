"""Addresses of the facts under ``/api/v1/``."""

from django.urls import path

from crm.api import activities, deals, prospects

urlpatterns = [
    path("activities/", activities.activities, name="activities"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("prospects/", prospects.prospects, name="prospects"),
    path("prospects/<int:pk>/", prospects.prospect, name="prospect"),
    path("deals/", deals.deals, name="deals"),
    path("deals/<int:pk>/", deals.deal, name="deal"),
]
