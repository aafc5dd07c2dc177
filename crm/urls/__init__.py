"""Every page of the facts, a room each. Names are fixed: figures, API and tests rely on them."""

from crm.urls import day, deals, people, prospects, setup, voice, work

app_name = "crm"

urlpatterns = [
    *work.urlpatterns,
    *day.urlpatterns,
    *prospects.urlpatterns,
    *deals.urlpatterns,
    *voice.urlpatterns,
    *people.urlpatterns,
    *setup.urlpatterns,
]
