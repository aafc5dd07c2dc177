"""Addresses of the figures under ``/api/v1/``."""

from django.urls import path

from kpis.api import catalogue, rows, values

urlpatterns = [
    path("kpis/", catalogue.catalogue, name="kpis"),
    path("kpis/values/", values.values, name="kpi-values"),
    path("kpis/<slug:key>/rows/", rows.rows, name="kpi-rows"),
]
