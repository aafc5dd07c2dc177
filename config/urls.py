"""Every address, by who owns it."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("account/", include("allauth.urls")),
    path("api/v1/", include(("config.api", "api"))),
    path("", include("kpis.urls")),
    path("", include("crm.urls")),
]
