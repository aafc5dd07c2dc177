"""The tags of one prospect."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm import access
from crm.forms.tags import TagsForm
from crm.models import Prospect
from crm.services import tags
from crm.views.answers import attempt, done, form_sheet
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def prospect_tags(request: SignedIn, pk: int) -> HttpResponse:
    """Tick tags; managers and admins may write a new one."""
    prospect = access.get_changeable(Prospect.objects.all(), request.user, pk)
    form = TagsForm(request.POST or None, user=request.user, prospect=prospect)
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        saved = attempt(
            form,
            lambda: [
                tags.set_tags(
                    prospect=prospect,
                    tags=data["tags"],
                    fresh=data.get("fresh", ""),
                    by=request.user,
                    now=timezone.now(),
                )
            ],
        )
        if saved is not None:
            here, [back] = reverse("crm:prospect", args=[pk]), saved
            said = _("Tags saved.") if back else _("Nothing changed.")
            return done(request, here, said=said, undo_url=undo_of(back))
    action = reverse("crm:prospect-tags", args=[pk])
    return form_sheet(request, form, _("Tags"), action, _("Save"))
