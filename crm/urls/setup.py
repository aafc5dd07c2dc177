"""What an admin sets for everyone."""

from django.urls import path

from crm.setup.tables import TABLES
from crm.views import (
    first_steps,
    list_values,
    lists_setup,
    office,
    office_people,
    people,
    rates,
    reference,
)

_LIST = "setup/lists/<slug:kind>/"
_VALUE = f"{_LIST}<int:value>/"

urlpatterns = [
    path("start/", first_steps.start, name="first-steps"),
    path("setup/", people.setup, name="setup"),
    path("setup/lists/", lists_setup.overview, name="setup-lists"),
    path(_LIST, lists_setup.one, name="setup-list"),
    path(f"{_LIST}new/", lists_setup.new, name="setup-list-new"),
    path(_VALUE, list_values.edit, name="setup-list-value"),
    path(f"{_VALUE}place/", list_values.place, name="setup-list-place"),
    path(f"{_VALUE}retire/", list_values.retire, name="setup-list-retire"),
    path(f"{_VALUE}delete/", list_values.delete, name="setup-list-delete"),
    path(f"{_VALUE}merge/", list_values.merge, name="setup-list-merge"),
    path("setup/organisation/", office.organisation, name="setup-organisation"),
    path("setup/teams/new/", office.team_new, name="setup-team-new"),
    path("setup/teams/<int:pk>/", office.team_edit, name="setup-team"),
    path(
        "setup/teams/<int:pk>/archive/", office.team_archive, name="setup-team-archive"
    ),
    path("setup/people/new/", office_people.new, name="setup-person-new"),
    path("setup/people/<int:pk>/", office_people.person, name="setup-person"),
    path("setup/people/<int:pk>/team/", office_people.join, name="setup-person-join"),
    path(
        "setup/people/<int:pk>/invite/",
        office_people.invite,
        name="setup-person-invite",
    ),
    path("setup/rates/price/", rates.price, name="setup-rates-price"),
    path(
        "setup/people/<int:pk>/reactivate/",
        office_people.reactivate,
        name="setup-person-reactivate",
    ),
    path(
        "setup/people/<int:pk>/anonymise/",
        office_people.anonymise,
        name="setup-person-anonymise",
    ),
]
for _kind in TABLES:
    _named = {"kind": _kind}
    urlpatterns += [
        path(f"setup/{_kind}/", reference.rows, _named, name=f"setup-{_kind}"),
        path(f"setup/{_kind}/new/", reference.new, _named, name=f"setup-{_kind}-new"),
        path(
            f"setup/{_kind}/<int:pk>/",
            reference.edit,
            _named,
            name=f"setup-{_kind}-edit",
        ),
        path(
            f"setup/{_kind}/<int:pk>/delete/",
            reference.delete,
            _named,
            name=f"setup-{_kind}-delete",
        ),
    ]
