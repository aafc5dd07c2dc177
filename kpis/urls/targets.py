"""Targets: the grid, its band, its feasibility."""

from django.urls import URLPattern, path

from kpis.views import targets

urlpatterns: list[URLPattern] = [
    path("targets/", targets.targets, name="targets"),
    path("targets/<int:pk>/delete/", targets.target_delete, name="target-delete"),
]
