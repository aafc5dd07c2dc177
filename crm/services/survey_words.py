"""What a survey says to the customer, in the language chosen for them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from crm.models import Organisation, SurveyInvitation
from crm.templatetags.formats import day


def question(survey: str) -> str:
    """The question word for word: the NPS one is a standard, do not improve it."""
    if survey == "nps":
        return _(
            "On a scale from 0 to 10, how likely are you to recommend our company"
            " to a friend or colleague?"
        )
    return _("How satisfied are you with us, from 1 to 5?")


def ends(survey: str) -> tuple[str, str]:
    """What the lowest and the highest score mean."""
    if survey == "nps":
        return _("Not at all likely"), _("Extremely likely")
    return _("Very dissatisfied"), _("Very satisfied")


def letter_of(asked: SurveyInvitation, link: str) -> tuple[str, str]:
    """(subject, text) of the mail, in the active language."""
    organisation = Organisation.current().name
    subject = _("One question from %(organisation)s") % {"organisation": organisation}
    text = _(
        "Hello,\n\n"
        "%(question)s\n\n"
        "Answer here, it takes one click and a word if you like:\n"
        "%(link)s\n\n"
        "The link is yours alone and works once, until %(day)s.\n\n"
        "Thank you,\n"
        "%(sender)s, %(organisation)s\n"
    ) % {
        "question": question(asked.survey),
        "link": link,
        "day": day(asked.expires_at, "long"),
        "sender": asked.by,
        "organisation": organisation,
    }
    return subject, text
