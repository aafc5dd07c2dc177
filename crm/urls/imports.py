"""Files dropped in the browser."""

from django.urls import path

from crm.views import imports

urlpatterns = [
    path("imports/", imports.drop, name="imports"),
    path("imports/<int:pk>/", imports.one, name="import"),
    path("imports/<int:pk>/rejected/", imports.rejected, name="import-rejected"),
]
