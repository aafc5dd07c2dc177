"""The guide of a new installation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.setup.first_steps import first_steps
from crm.views.office import admins_only
from crm.views.requests import SignedIn


@require_safe
def start(request: SignedIn) -> HttpResponse:
    admins_only(request)
    steps = first_steps()
    done = sum(step.done for step in steps)
    context = {"steps": steps, "done": done}
    context["next"] = next((step for step in steps if not step.done), None)
    return render(request, "crm/first_steps.html", context)
