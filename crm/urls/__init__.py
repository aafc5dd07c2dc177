"""Every page of the facts, a room each. Names are fixed: figures, API and tests rely on them."""

from crm.urls import (
    day,
    deal_page,
    deals,
    files,
    imports,
    lists,
    people,
    pipelines,
    prospects,
    setup,
    voice,
    work,
)

app_name = "crm"

urlpatterns = [
    *work.urlpatterns,
    *day.urlpatterns,
    *lists.urlpatterns,
    *prospects.urlpatterns,
    *deals.urlpatterns,
    *deal_page.urlpatterns,
    *files.urlpatterns,
    *voice.urlpatterns,
    *imports.urlpatterns,
    *people.urlpatterns,
    *setup.urlpatterns,
    *pipelines.urlpatterns,
]
