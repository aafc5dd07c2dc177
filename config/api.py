"""The API's addresses and its tokens. Each application adds its own addresses."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.utils import (
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from knox.views import LoginView, LogoutAllView, LogoutView
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication

TOKEN = inline_serializer(
    "Token", {"token": serializers.CharField(), "expiry": serializers.DateTimeField()}
)
WITHDRAWN = {204: OpenApiResponse(description="Withdrawn")}


class DocumentationView(SpectacularSwaggerSplitView):
    # The package's own page carries an inline style, which our policy refuses.
    template_name = "api/docs.html"


@extend_schema_view(
    post=extend_schema(
        summary="Make a token for a program; it is shown this once",
        request=None,
        responses=TOKEN,
    )
)
class TokenView(LoginView):  # type: ignore[misc]  # knox ships no types
    # Only from a signed-in page: a password must not become a token without passing
    # the sign-in form, its limits and its second factor.
    authentication_classes = [SessionAuthentication]
    throttle_scope = "tokens"


@extend_schema_view(
    post=extend_schema(
        summary="Withdraw the token this request came with",
        request=None,
        responses=WITHDRAWN,
    )
)
class TokenRevokeView(LogoutView):  # type: ignore[misc]  # knox ships no types
    pass


@extend_schema_view(
    post=extend_schema(
        summary="Withdraw all of one's tokens", request=None, responses=WITHDRAWN
    )
)
class TokenRevokeAllView(LogoutAllView):  # type: ignore[misc]  # knox ships no types
    pass


urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DocumentationView.as_view(url_name="api:schema"), name="docs"),
    path("tokens/", TokenView.as_view(), name="token"),
    path("tokens/revoke/", TokenRevokeView.as_view(), name="token-revoke"),
    path("tokens/revoke-all/", TokenRevokeAllView.as_view(), name="token-revoke-all"),
]
urlpatterns += [
    path("", include(f"{application}.api.urls"))
    for application in ("crm", "kpis")
    if find_spec(f"{application}.api") and find_spec(f"{application}.api.urls")
]
