"""Parts of the shell that follow from the language alone."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def fixed(name: str) -> str:
    """{% fixed "components/_head.html" %}: an include without context, rendered once a process."""
    language = get_language() or ""
    if settings.DEBUG:
        return render_to_string(name)
    return _rendered(name, language)


@lru_cache(maxsize=64)
def _rendered(name: str, _language: str) -> str:
    return render_to_string(name)
