"""Funnel and forecast."""

from django.urls import URLPattern, path

from kpis.views import forecast, funnel
from kpis.views.sheets import forecast as _forecast  # noqa: F401  # it declares its tables
from kpis.views.sheets import funnel as _funnel  # noqa: F401  # it declares its tables

urlpatterns: list[URLPattern] = [
    path("figures/funnel/", funnel.funnel, name="funnel"),
    path("figures/forecast/", forecast.forecast, name="forecast"),
]
