"""Alerts, action plans, comments, priorities."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
