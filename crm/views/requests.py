"""The request every page of ours gets: the login middleware lets nobody else through."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from crm.models import User


class SignedIn(HttpRequest):
    user: User
    htmx: HtmxDetails
