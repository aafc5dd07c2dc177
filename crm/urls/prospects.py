"""Prospects and the people inside them."""

from django.urls import path

from crm.views import calls, contacts, duplicates, merging, prospects, timeline
from crm.views import prospect_life as life
from crm.views import prospect_privacy as privacy

urlpatterns = [
    path("prospects/find/", prospects.find, name="prospect-find"),
    path("prospects/new/", prospects.new, name="prospect-new"),
    path("prospects/<int:pk>/", prospects.detail, name="prospect"),
    path("prospects/<int:pk>/edit/", prospects.edit, name="prospect-edit"),
    path(
        "prospects/<int:pk>/timeline/", timeline.of_prospect, name="prospect-timeline"
    ),
    path("prospects/<int:pk>/step/", life.step, name="prospect-step"),
    path(
        "prospects/<int:pk>/step/withdraw/",
        life.withdraw,
        name="prospect-step-withdraw",
    ),
    path("prospects/<int:pk>/assign/", life.assign, name="prospect-assign"),
    path("prospects/<int:pk>/next/", life.next_step, name="prospect-next"),
    path("prospects/<int:pk>/objection/", privacy.object_, name="prospect-objection"),
    path("prospects/<int:pk>/allow/", privacy.allow, name="prospect-allow"),
    path("prospects/<int:pk>/archive/", privacy.archive, name="prospect-archive"),
    path("prospects/<int:pk>/restore/", privacy.restore, name="prospect-restore"),
    path("prospects/<int:pk>/merge/", merging.merge, name="merge"),
    path("prospects/<int:pk>/distinct/", duplicates.distinct, name="distinct"),
    path("prospects/<int:pk>/call/", calls.call, name="call"),
    path("prospects/duplicates/", duplicates.pairs, name="duplicates"),
    path("prospects/likely/", duplicates.warning, name="likely"),
    path("prospects/<int:pk>/contacts/new/", contacts.new, name="contact-new"),
    path("contacts/<int:pk>/edit/", contacts.edit, name="contact-edit"),
    path("contacts/<int:pk>/main/", contacts.main, name="contact-main"),
    path("contacts/<int:pk>/archive/", contacts.archive, name="contact-archive"),
]
