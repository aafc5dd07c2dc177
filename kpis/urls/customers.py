"""Customers worth the effort, lists from figures, prospecting."""

from django.urls import URLPattern, path

from kpis.views import customer_lists, prospecting, risk, worth

urlpatterns: list[URLPattern] = [
    path("figures/worth/", worth.worth_page, name="worth"),
    path("figures/worth/risk/", risk.risk, name="risk"),
    path("figures/worth/risk/few/", risk.risk_few, name="risk-few"),
    path("figures/worth/risk/today/", risk.risk_today, name="risk-today"),
    path("figures/worth/lists/", customer_lists.customer_list, name="customer-list"),
    path("figures/prospecting/", prospecting.prospecting_review, name="prospecting"),
]
