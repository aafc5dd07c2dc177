"""Review, digests, closed months, files to take away."""

from django.urls import URLPattern, path

from kpis.views import closing, digest, export, review
from kpis.views.sheets import (  # noqa: F401  # they declare their tables
    boards,
    closed,
    dashboards,
    explained,
    rankings,
    review_sheets,
    told,
)

urlpatterns: list[URLPattern] = [
    path("export/<slug:name>/", export.export, name="export"),
    path("review/", review.review, name="review"),
    path("digest/", digest.digest, name="digest"),
    path("digest/stop/<str:secret>/", digest.digest_stop, name="digest-stop"),
    path("months/", closing.months, name="months"),
    path("months/<slug:day>/", closing.month, name="month"),
    path("months/<slug:day>/close/", closing.month_close, name="month-close"),
    path("months/<slug:day>/reopen/", closing.month_reopen, name="month-reopen"),
]
