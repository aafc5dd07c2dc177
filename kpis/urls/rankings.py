"""Rankings and score cards."""

from django.urls import URLPattern, path

from kpis.views import rankings, score_cards, tables

urlpatterns: list[URLPattern] = [
    path("figures/rankings/", rankings.rankings, name="rankings"),
    path("figures/rankings.csv", tables.ranking_csv, name="ranking-csv"),
    path("figures/rankings/parts/", rankings.ranking_parts, name="ranking-parts"),
    path("figures/rankings/mine/", rankings.ranking_private, name="ranking-private"),
    path("figures/cards/", score_cards.score_cards, name="score-cards"),
    path("figures/cards/rules/", score_cards.rules, name="ranking-rules"),
    path("figures/cards/reference/", score_cards.reference, name="reference"),
    path("figures/cards/new/", score_cards.score_card_new, name="score-card-new"),
    path("figures/cards/<int:pk>/", score_cards.score_card, name="score-card"),
    path(
        "figures/cards/<int:pk>/archive/",
        score_cards.score_card_archive,
        name="score-card-archive",
    ),
    path(
        "figures/cards/<int:pk>/productivity/",
        score_cards.score_card_productivity,
        name="score-card-productivity",
    ),
]
