"""The team page's people: notes, one-to-one."""

from django.urls import URLPattern, path

from kpis.views import agreements, coaching, one_to_one, strengths, team_figure

urlpatterns: list[URLPattern] = [
    path("team/strengths/", strengths.team_strengths, name="team-strengths"),
    path("team/figure/", team_figure.team_figure, name="team-figure"),
    path("team/<int:pk>/one-to-one/", one_to_one.one_to_one, name="one-to-one"),
    path("team/<int:pk>/notes/new/", coaching.note_new, name="coaching-note-new"),
    path("team/notes/<int:pk>/", coaching.note_edit, name="coaching-note-edit"),
    path(
        "team/notes/<int:pk>/delete/",
        coaching.note_delete,
        name="coaching-note-delete",
    ),
    path("team/<int:pk>/agreements/new/", agreements.agree, name="agreement-new"),
    path("team/agreements/<int:pk>/", agreements.agreement_edit, name="agreement-edit"),
    path("team/agreements/<int:pk>/tick/", agreements.tick, name="agreement-tick"),
    path(
        "team/agreements/<int:pk>/delete/",
        agreements.agreement_delete,
        name="agreement-delete",
    ),
]
