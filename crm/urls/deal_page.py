"""What is done on a deal's own page: quotes, recurring revenue, delivery, time and costs."""

from django.urls import path

from crm.views import (
    contracts,
    deal_costs,
    delivery,
    quote_answers,
    quote_pdf,
    quotes,
    subscriptions,
)

urlpatterns = [
    path("deals/<int:pk>/quotes/new/", quotes.new, name="quote-new"),
    path("quotes/<int:pk>/", quotes.detail, name="quote"),
    path("quotes/<int:pk>/pdf/", quote_pdf.pdf, name="quote-pdf"),
    path("quotes/<int:pk>/edit/", quotes.edit, name="quote-edit"),
    path("quotes/<int:pk>/version/", quotes.version, name="quote-version"),
    path("quotes/<int:pk>/discard/", quotes.discard, name="quote-discard"),
    path("quotes/<int:pk>/send/", quote_answers.send, name="quote-send"),
    path("quotes/<int:pk>/sign/", quote_answers.sign, name="quote-sign"),
    path("quotes/<int:pk>/refuse/", quote_answers.refuse, name="quote-refuse"),
    path("quotes/<int:pk>/win/", quote_answers.win, name="quote-win"),
    path(
        "prospects/<int:pk>/subscriptions/new/",
        subscriptions.new,
        name="subscription-new",
    ),
    path(
        "subscriptions/<int:pk>/change/",
        subscriptions.change,
        name="subscription-change",
    ),
    path("prospects/<int:pk>/contracts/new/", contracts.new, name="contract-new"),
    path("contracts/<int:pk>/end/", contracts.end, name="contract-end"),
    path("subscriptions/<int:pk>/end/", subscriptions.end, name="subscription-end"),
    path("deals/<int:pk>/delivery/", delivery.delivery, name="deal-delivery"),
    path("deals/<int:pk>/time/new/", deal_costs.time_new, name="time-new"),
    path("deals/<int:pk>/costs/new/", deal_costs.cost_new, name="deal-cost-new"),
    path("deals/time/<int:pk>/edit/", deal_costs.time_edit, name="time-edit"),
    path("deals/time/<int:pk>/delete/", deal_costs.time_delete, name="time-delete"),
    path("deals/costs/<int:pk>/edit/", deal_costs.cost_edit, name="deal-cost-edit"),
    path(
        "deals/costs/<int:pk>/delete/", deal_costs.cost_delete, name="deal-cost-delete"
    ),
]
