"""The figures themselves. The last patterns take any indicator's key: they come after all others."""

from django.urls import URLPattern, path

from kpis.views import (
    after_log,
    catalogue,
    choose,
    correlation,
    explain,
    live,
    mine,
    noticed,
    quality,
    retiring,
    summary,
    tables,
    team,
)

urlpatterns: list[URLPattern] = [
    path("figures/", mine.my_figures, name="my-figures"),
    path("figures/freshness/", live.freshness, name="freshness"),
    path("figures/today/", live.today_strip, name="today-strip"),
    path("figures/after-log/", after_log.after_log, name="after-log"),
    path("figures/team/", team.team, name="team"),
    path("figures/team.csv", tables.team_csv, name="team-csv"),
    path("figures/catalogue/", catalogue.catalogue, name="catalogue"),
    path("figures/catalogue.csv", tables.catalogue_csv, name="catalogue-csv"),
    path("figures/choose/", choose.choose, name="choose"),
    path("figures/summary/", summary.summary, name="summary"),
    path("figures/quality/", quality.quality, name="quality"),
    path("figures/noticed/", noticed.noticed, name="noticed"),
    path("figures/noticed/few/", noticed.noticed_few, name="noticed-few"),
    path("figures/noticed/changed/", noticed.noticed_changed, name="noticed-changed"),
    path("figures/correlation/", correlation.correlations, name="correlation"),
    path("figures/<slug:key>/", explain.explain, name="explain"),
    path("figures/<slug:key>/opened/", choose.opened, name="opened"),
    path("figures/<slug:key>/retire/", retiring.retire, name="retire"),
    path("figures/<slug:key>/restore/", retiring.restore, name="restore"),
    path("figures/<slug:key>/rows.csv", tables.rows_csv, name="rows-csv"),
    path("figures/<slug:key>/split.csv", tables.split_csv, name="split-csv"),
]
