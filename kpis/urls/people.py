"""The team page's people: notes, one-to-one."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
