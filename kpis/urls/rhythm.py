"""Review, digests, closed months, files to take away."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
