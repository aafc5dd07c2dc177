"""What customers write in public."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Review
from kpis.spec import Measure, Source

SOURCE = Source(
    key="reviews",
    label=_("public reviews"),
    rows=Review.objects.all,
    at="at",
    subject="prospect",
    dims={"region": "region"},
)
MEASURES = (
    Measure("reviews", _("reviews"), "reviews"),
    Measure("review_stars", _("stars of all reviews"), "reviews", value="rating"),
    Measure("five_stars", _("five-star reviews"), "reviews", Q(rating=5)),
)
