"""Files that hang on a record."""

from django.urls import path

from crm.views import attachments, taking

urlpatterns = [
    path("deals/<int:pk>/files/", attachments.to_deal, name="deal-files"),
    path("prospects/<int:pk>/files/", attachments.to_prospect, name="prospect-files"),
    path(
        "voice/complaints/<int:pk>/files/",
        attachments.to_complaint,
        name="complaint-files",
    ),
    path("lists/<slug:name>/file/", taking.take, name="take"),
    path("jobs/<int:pk>/file/", taking.taken, name="taken"),
    path("files/<int:pk>/", attachments.hand_out, name="file"),
    path("files/<int:pk>/delete/", attachments.delete, name="file-delete"),
]
