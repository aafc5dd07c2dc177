"""Signing in by token. Apart from `config.api`: the framework imports this before its views."""

from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed


class Tokens(TokenAuthentication):  # type: ignore[misc]  # knox ships no types
    def authenticate_credentials(self, token: bytes) -> Any:
        # Ours are hexadecimal; the package would fail on bytes that are not UTF-8.
        if not token.isalnum():
            raise AuthenticationFailed
        return super().authenticate_credentials(token)


class TokensScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]
    target_class = "config.tokens.Tokens"
    name = "token"
