"""The voice of the customer."""

from django.urls import path

from crm.views import tables, voice

urlpatterns = [
    path("voice/", voice.complaint_list, name="voice"),
    path("voice/csv/", tables.voice_csv, name="voice-csv"),
    path("voice/complaints/new/", voice.new, name="complaint-new"),
    path("voice/complaints/<int:pk>/", voice.detail, name="complaint"),
    path("voice/complaints/<int:pk>/answer/", voice.answer, name="complaint-answer"),
    path("voice/complaints/<int:pk>/resolve/", voice.resolve, name="complaint-resolve"),
]
