"""Prospects and the people inside them."""

from django.urls import path

from crm.views import prospects, tables

urlpatterns = [
    path("prospects/", prospects.prospect_list, name="prospects"),
    path("prospects/csv/", tables.prospects_csv, name="prospects-csv"),
    path("prospects/find/", prospects.find, name="prospect-find"),
    path("prospects/new/", prospects.new, name="prospect-new"),
    path("prospects/<int:pk>/", prospects.detail, name="prospect"),
    path("prospects/<int:pk>/edit/", prospects.edit, name="prospect-edit"),
    path("prospects/<int:pk>/step/", prospects.step, name="prospect-step"),
    path("prospects/<int:pk>/assign/", prospects.assign, name="prospect-assign"),
    path("prospects/<int:pk>/contacts/new/", prospects.contact_new, name="contact-new"),
]
