"""The API's addresses and its tokens. Each application adds its own addresses."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import (
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from knox.models import AuthToken
from knox.settings import knox_settings
from knox.views import LoginView, LogoutAllView
from rest_framework import exceptions, serializers, status
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.tokens import Tokens
from crm.models import User

TOKEN = inline_serializer(
    "Token", {"token": serializers.CharField(), "expiry": serializers.DateTimeField()}
)
WITHDRAWN = {204: OpenApiResponse(description="Withdrawn")}


class DocumentationView(SpectacularSwaggerSplitView):
    # The package's own page carries an inline style, which our policy refuses.
    template_name = "api/docs.html"
    # OPTIONS would fill the same page with nothing.
    http_method_names = ["get", "head"]


class Credentials(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class TooManyTokens(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = gettext_lazy("There are too many tokens. Withdraw one first.")
    default_code = "too_many_tokens"


class TokenView(APIView):
    """A token for a program, against a password; and its withdrawal."""

    # A session plays no part here, so no other site can use one.
    authentication_classes = [Tokens]
    throttle_scope = "tokens"

    def get_permissions(self) -> list[Any]:
        return [AllowAny() if self.request.method == "POST" else IsAuthenticated()]

    @extend_schema(
        operation_id="token_create",
        summary="Make a token from email and password; it is shown this once",
        request=Credentials,
        responses={201: TOKEN},
    )
    def post(self, request: Request) -> Response:
        sent = Credentials(data=request.data)
        sent.is_valid(raise_exception=True)
        user = signed_in(request, **sent.validated_data)
        alive = AuthToken.objects.filter(user=user, expiry__gt=timezone.now())
        if alive.count() >= knox_settings.TOKEN_LIMIT_PER_USER:
            raise TooManyTokens
        kept, token = AuthToken.objects.create(user=user)
        expiry = kept.expiry.isoformat()
        return Response({"token": token, "expiry": expiry}, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="token_withdraw",
        summary="Withdraw the token this request came with",
        responses=WITHDRAWN,
    )
    def delete(self, request: Request) -> Response:
        cast(Any, request.auth).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


def signed_in(request: Request, *, email: str, password: str) -> User:
    """The person of this email and password, under the same limits as the sign-in page.

    One answer for a wrong password, an unknown email and a person who may not sign in. Whoever has
    a second factor makes tokens from a signed-in page: a password alone must not be enough here.
    """
    try:
        user = get_adapter().authenticate(
            request._request, email=email, password=password
        )
    except ValidationError as error:
        raise exceptions.Throttled from error
    if not isinstance(user, User) or not user.is_active:
        raise exceptions.AuthenticationFailed(
            _("This email and password do not go together.")
        )
    if is_mfa_enabled(user):
        raise exceptions.PermissionDenied
    return user


@extend_schema_view(
    post=extend_schema(
        operation_id="token_create_signed_in",
        summary="Make a token from a signed-in page; it is shown this once",
        request=None,
        responses=TOKEN,
    )
)
class SessionTokenView(LoginView):  # type: ignore[misc]  # knox ships no types
    # For people with a second factor, which they gave to the sign-in page.
    authentication_classes = [SessionAuthentication]
    throttle_scope = "tokens"


@extend_schema_view(
    post=extend_schema(
        operation_id="token_withdraw_all",
        summary="Withdraw all of one's tokens",
        request=None,
        responses=WITHDRAWN,
    )
)
class TokenRevokeAllView(LogoutAllView):  # type: ignore[misc]  # knox ships no types
    authentication_classes = [Tokens]


urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DocumentationView.as_view(url_name="api:schema"), name="docs"),
    path("auth/token/", TokenView.as_view(), name="token"),
    path("auth/token/signed-in/", SessionTokenView.as_view(), name="token-signed-in"),
    path("auth/token/all/", TokenRevokeAllView.as_view(), name="token-revoke-all"),
    path("", include("crm.api.urls")),
    path("", include("kpis.api.urls")),
]
