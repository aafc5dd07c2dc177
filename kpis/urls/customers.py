"""Customers worth the effort, lists from figures, prospecting."""

from django.urls import URLPattern, path

from kpis.views import worth

urlpatterns: list[URLPattern] = [
    path("figures/worth/", worth.worth_page, name="worth"),
]
