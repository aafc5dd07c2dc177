"""Customers worth the effort, lists from figures, prospecting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
