"""Each role lands on its own page."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from crm.models import User
from crm.places import address_of
from crm.setup.first_steps import is_new
from crm.views.requests import SignedIn


@require_safe
def home(request: SignedIn) -> HttpResponse:
    if request.user.is_admin and is_new():
        return redirect("crm:first-steps")
    places = {
        User.Role.MANAGER: address_of("kpis:team"),
        User.Role.ADMIN: reverse("crm:setup"),
    }
    return redirect(
        places.get(User.Role(request.user.role), "") or reverse("crm:today")
    )
