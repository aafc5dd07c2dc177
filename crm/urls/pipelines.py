"""Pipelines and stages, as an admin sets them up."""

from django.urls import path

from crm.views import pipelines_setup as pipelines
from crm.views import stages_setup as stages

urlpatterns = [
    path("setup/pipelines/", pipelines.overview, name="setup-pipelines"),
    path("setup/pipelines/new/", pipelines.new, name="setup-pipeline-new"),
    path("setup/pipelines/<int:pk>/", pipelines.rename, name="setup-pipeline"),
    path(
        "setup/pipelines/<int:pk>/place/", pipelines.place, name="setup-pipeline-place"
    ),
    path(
        "setup/pipelines/<int:pk>/archive/",
        pipelines.archive,
        name="setup-pipeline-archive",
    ),
    path(
        "setup/pipelines/<int:pk>/restore/",
        pipelines.restore,
        name="setup-pipeline-restore",
    ),
    path("setup/pipelines/<int:pk>/stages/new/", stages.new, name="setup-stage-new"),
    path("setup/stages/<int:pk>/", stages.edit, name="setup-stage"),
    path("setup/stages/<int:pk>/place/", stages.place, name="setup-stage-place"),
    path("setup/stages/<int:pk>/archive/", stages.archive, name="setup-stage-archive"),
    path("setup/stages/<int:pk>/restore/", stages.restore, name="setup-stage-restore"),
]
