"""The pipeline and its deals."""

from django.urls import path

from crm.views import (
    deal_moves,
    deal_price,
    deals,
    ends,
    forecast_calls,
    pipeline,
    timeline,
)

urlpatterns = [
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("deals/new/", deals.new, name="deal-new"),
    path("deals/<int:pk>/", deals.detail, name="deal"),
    path("deals/<int:pk>/timeline/", timeline.of_deal, name="deal-timeline"),
    path("deals/<int:pk>/edit/", deals.edit, name="deal-edit"),
    path("deals/<int:pk>/price/", deal_price.price, name="deal-price"),
    path("deals/<int:pk>/assign/", deals.assign, name="deal-assign"),
    path("deals/<int:pk>/move/", deal_moves.move, name="deal-move"),
    path("deals/<int:pk>/forecast/", forecast_calls.call, name="deal-forecast"),
    path("deals/<int:pk>/win/", ends.win, name="deal-win"),
    path("deals/<int:pk>/lose/", ends.lose, name="deal-lose"),
    path("deals/<int:pk>/reason/", ends.reason, name="deal-reason"),
    path("deals/<int:pk>/reopen/", ends.reopen, name="deal-reopen"),
]
