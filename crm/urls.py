"""Every page of the facts. Names are fixed: figures, API and tests rely on them."""

from django.urls import path

from crm.views import (
    activities,
    deals,
    ends,
    home,
    log,
    people,
    pipeline,
    prospects,
    tables,
    today,
    voice,
)

app_name = "crm"

urlpatterns = [
    path("", home.home, name="home"),
    path("today/", today.today, name="today"),
    path("log/", log.log, name="log"),
    # prospects/
    path("prospects/", prospects.prospect_list, name="prospects"),
    path("prospects/csv/", tables.prospects_csv, name="prospects-csv"),
    path("prospects/find/", prospects.find, name="prospect-find"),
    path("prospects/new/", prospects.new, name="prospect-new"),
    path("prospects/<int:pk>/", prospects.detail, name="prospect"),
    path("prospects/<int:pk>/edit/", prospects.edit, name="prospect-edit"),
    path("prospects/<int:pk>/step/", prospects.step, name="prospect-step"),
    path("prospects/<int:pk>/assign/", prospects.assign, name="prospect-assign"),
    path("prospects/<int:pk>/contacts/new/", prospects.contact_new, name="contact-new"),
    # deals
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("deals/csv/", tables.deals_csv, name="deals-csv"),
    path("deals/new/", deals.new, name="deal-new"),
    path("deals/<int:pk>/", deals.detail, name="deal"),
    path("deals/<int:pk>/edit/", deals.edit, name="deal-edit"),
    path("deals/<int:pk>/price/", deals.price, name="deal-price"),
    path("deals/<int:pk>/assign/", deals.assign, name="deal-assign"),
    path("deals/<int:pk>/move/", ends.move, name="deal-move"),
    path("deals/<int:pk>/win/", ends.win, name="deal-win"),
    path("deals/<int:pk>/lose/", ends.lose, name="deal-lose"),
    path("deals/<int:pk>/reopen/", ends.reopen, name="deal-reopen"),
    # activities/
    path("activities/", activities.activity_list, name="activities"),
    path("activities/csv/", tables.activities_csv, name="activities-csv"),
    path("activities/<int:pk>/", activities.detail, name="activity"),
    path("activities/<int:pk>/done/", activities.finish, name="activity-done"),
    path("activities/<int:pk>/move/", activities.move, name="activity-move"),
    path("activities/<int:pk>/cancel/", activities.cancel, name="activity-cancel"),
    path("activities/<int:pk>/delete/", activities.delete, name="activity-delete"),
    # voice/
    path("voice/", voice.complaint_list, name="voice"),
    path("voice/csv/", tables.voice_csv, name="voice-csv"),
    path("voice/complaints/new/", voice.new, name="complaint-new"),
    path("voice/complaints/<int:pk>/", voice.detail, name="complaint"),
    path("voice/complaints/<int:pk>/answer/", voice.answer, name="complaint-answer"),
    path("voice/complaints/<int:pk>/resolve/", voice.resolve, name="complaint-resolve"),
    # people
    path("me/", people.preferences, name="preferences"),
    path("setup/", people.setup, name="setup"),
]
