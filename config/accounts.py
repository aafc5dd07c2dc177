"""How people come in: an admin enters them; nobody signs up by themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from config import sign_in_limits as limits


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse the try when there were too many, before the password is looked at."""
        login = self._get_login_attempts_cache_key(request, **credentials)
        # The package takes this back when the password was right.
        self._login_failed_rl_usage = limits.consume(request, login)
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            login = self._get_login_attempts_cache_key(request, **credentials)
            limits.remember(request, login)
        return user

    def _delete_login_attempts_cached_email(
        self, request: HttpRequest, **credentials: Any
    ) -> None:
        login = self._get_login_attempts_cache_key(request, **credentials)
        limits.clear(request, login)
