"""The pipeline and its deals."""

from django.urls import path

from crm.views import (
    deal_price,
    deals,
    ends,
    pipeline,
    quote_answers,
    quote_pdf,
    quotes,
    tables,
)

urlpatterns = [
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("deals/csv/", tables.deals_csv, name="deals-csv"),
    path("deals/new/", deals.new, name="deal-new"),
    path("deals/<int:pk>/", deals.detail, name="deal"),
    path("deals/<int:pk>/edit/", deals.edit, name="deal-edit"),
    path("deals/<int:pk>/price/", deal_price.price, name="deal-price"),
    path("deals/<int:pk>/assign/", deals.assign, name="deal-assign"),
    path("deals/<int:pk>/move/", ends.move, name="deal-move"),
    path("deals/<int:pk>/win/", ends.win, name="deal-win"),
    path("deals/<int:pk>/lose/", ends.lose, name="deal-lose"),
    path("deals/<int:pk>/reopen/", ends.reopen, name="deal-reopen"),
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
]
