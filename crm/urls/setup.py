"""What an admin sets for everyone."""

from django.urls import path

from crm.setup.tables import TABLES
from crm.views import people, reference

urlpatterns = [
    path("setup/", people.setup, name="setup"),
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
