"""What a person sets for themselves."""

from django.urls import path

from crm.views import people

urlpatterns = [
    path("me/", people.preferences, name="preferences"),
]
