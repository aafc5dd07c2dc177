"""Review, digests, closed months, files to take away."""

from django.urls import URLPattern, path

from kpis.views import export
from kpis.views.sheets import (  # noqa: F401  # they declare their tables
    boards,
    dashboards,
    explained,
    rankings,
    told,
)

urlpatterns: list[URLPattern] = [
    path("export/<slug:name>/", export.export, name="export"),
]
