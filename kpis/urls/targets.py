"""Targets: the grid, its band, its feasibility."""

from django.urls import URLPattern, path

from kpis.views import target_beside, target_delete, target_files, targets

urlpatterns: list[URLPattern] = [
    path("targets/", targets.targets, name="targets"),
    path("targets/beside/", target_beside.target_beside, name="target-beside"),
    path("targets.csv", target_files.targets_csv, name="targets-csv"),
    path("targets/<int:pk>/delete/", target_delete.target_delete, name="target-delete"),
]
