"""The voice of the customer."""

from django.urls import path

from crm.views import (
    complaint_acts,
    reviews,
    survey_answers,
    survey_page,
    survey_sending,
    tables,
    verbatims,
    voice,
)

_ONE = "voice/complaints/<int:pk>/"
_ANSWER = "voice/surveys/answers/<int:pk>/"
_SAID = "voice/verbatims/<int:pk>/"

urlpatterns = [
    path("voice/", voice.complaint_list, name="voice"),
    path("voice/csv/", tables.voice_csv, name="voice-csv"),
    path("voice/summary/", voice.glance, name="voice-summary"),
    path("voice/complaints/new/", voice.new, name="complaint-new"),
    path(_ONE, voice.detail, name="complaint"),
    path(f"{_ONE}answer/", complaint_acts.answer, name="complaint-answer"),
    path(f"{_ONE}resolve/", complaint_acts.resolve, name="complaint-resolve"),
    path(f"{_ONE}reopen/", complaint_acts.reopen, name="complaint-reopen"),
    path(f"{_ONE}assign/", complaint_acts.assign, name="complaint-assign"),
    path(f"{_ONE}edit/", complaint_acts.edit, name="complaint-edit"),
    # surveys
    path("prospects/<int:pk>/survey/", survey_sending.send, name="survey-send"),
    path("voice/surveys/", survey_answers.answer_list, name="survey-answers"),
    path(
        "voice/surveys/<int:pk>/", survey_sending.invitation, name="survey-invitation"
    ),
    path("voice/surveys/answers/new/", survey_answers.new, name="survey-answer-new"),
    path(_ANSWER, survey_answers.detail, name="survey-answer"),
    path(f"{_ANSWER}delete/", survey_answers.delete, name="survey-answer-delete"),
    path("s/<str:secret>/", survey_page.survey, name="survey"),
    # verbatims and reviews
    path("voice/verbatims/", verbatims.verbatim_list, name="verbatims"),
    path("voice/verbatims/new/", verbatims.new, name="verbatim-new"),
    path(_SAID, verbatims.detail, name="verbatim"),
    path(f"{_SAID}complain/", verbatims.complain, name="verbatim-complain"),
    path(f"{_SAID}delete/", verbatims.delete, name="verbatim-delete"),
    path("voice/reviews/", reviews.review_list, name="reviews"),
    path("voice/reviews/new/", reviews.new, name="review-new"),
    path("voice/reviews/<int:pk>/", reviews.detail, name="review"),
    path("voice/reviews/<int:pk>/delete/", reviews.delete, name="review-delete"),
]
