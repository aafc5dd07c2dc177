"""What an admin sets for everyone."""

from django.urls import path

from crm.views import people

urlpatterns = [
    path("setup/", people.setup, name="setup"),
]
