"""Every page of the figures. Names are fixed: the shell, the facts' pages and tests rely on them."""

from kpis.urls import (
    alerts,
    customers,
    figures,
    forecasts,
    people,
    rankings,
    rhythm,
    targets,
)

app_name = "kpis"

urlpatterns = [
    *targets.urlpatterns,
    *rankings.urlpatterns,
    *people.urlpatterns,
    *forecasts.urlpatterns,
    *alerts.urlpatterns,
    *rhythm.urlpatterns,
    *customers.urlpatterns,
    *figures.urlpatterns,
]
