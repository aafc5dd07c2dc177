"""The pipeline or stage an admin's address names: 403 for anybody else, 404 when there is none."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from crm.models import Pipeline, Stage
from crm.views.office import admins_only
from crm.views.requests import SignedIn


def pipeline_of(request: SignedIn, pk: int) -> Pipeline:
    admins_only(request)
    return get_object_or_404(Pipeline.objects.all(), pk=pk)


def stage_of(request: SignedIn, pk: int) -> Stage:
    admins_only(request)
    return get_object_or_404(Stage.objects.all(), pk=pk)
