"""Rankings and score cards."""

from django.urls import URLPattern, path

from kpis.views import rankings, tables

urlpatterns: list[URLPattern] = [
    path("figures/rankings/", rankings.rankings, name="rankings"),
    path("figures/rankings.csv", tables.ranking_csv, name="ranking-csv"),
]
