"""Asking customers: a survey sent to one address, answered once through its own secret link."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from crm.models import Contact, Deal, Letter, Prospect, SurveyInvitation, User
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.letters import write_letter
from crm.services.survey_words import letter_of

VALID_FOR = timedelta(days=60)
SALT = "crm.services.surveys"

#: secret -> the whole address of the page where the customer answers
Address = Callable[[str], str]


def why_not(prospect: Prospect) -> str:
    """Why this customer must not be asked; empty when they may."""
    if prospect.objected_at is not None:
        return _("%(name)s objected to being contacted.") % {"name": prospect}
    if prospect.consent == Prospect.Consent.WITHDRAWN:
        return _("%(name)s withdrew their consent.") % {"name": prospect}
    if prospect.archived_at is not None:
        return _("%(name)s is archived.") % {"name": prospect}
    return ""


@transaction.atomic
def send_survey(
    *,
    by: User,
    now: datetime,
    prospect: Prospect,
    survey: str,
    language: str,
    address: Address,
    by_mail: bool,
    contact: Contact | None = None,
    deal: Deal | None = None,
    email: str = "",
) -> SurveyInvitation:
    """Ask one person, by mail when there is a server; the link can be copied either way.

    Of the link's secret only the digest is kept.
    """
    if reason := why_not(prospect):
        raise Refused(reason)
    _refuse_foreign(prospect, contact, deal)
    to = email or (contact.email if contact else "") or prospect.email
    if by_mail and not to:
        raise Refused({"email": _("No address is known. Write the one to send to.")})
    asked = SurveyInvitation(
        survey=survey,
        prospect=prospect,
        contact=contact,
        deal=deal,
        email=to,
        language=language,
        by=by,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    secret = _secret(asked)
    asked.digest = digest_of(secret)
    asked.save()
    if by_mail:
        _write(asked, address(secret), now)
    record(by=by, action="sent", row=asked, at=now)
    return asked


def _refuse_foreign(
    prospect: Prospect, contact: Contact | None, deal: Deal | None
) -> None:
    if contact is not None and contact.prospect_id != prospect.pk:
        raise Refused({"contact": _("This contact belongs to another prospect.")})
    if deal is not None and deal.prospect_id != prospect.pk:
        raise Refused({"deal": _("This deal belongs to another prospect.")})
    if deal is not None and deal.state != Deal.State.WON:
        raise Refused({"deal": _("Only a deal that was won can be asked about.")})


def _write(asked: SurveyInvitation, link: str, now: datetime) -> None:
    with translation.override(asked.language):
        subject, text = letter_of(asked, link)
        write_letter(
            key=_letter_key(asked), to=asked.email, subject=subject, text=text, now=now
        )


def _letter_key(asked: SurveyInvitation) -> str:
    return f"survey:{asked.pk}"


# -- the secret ----------------------------------------------------------------------------


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_of(asked: SurveyInvitation) -> str:
    """The secret of the link, signed anew to copy it again; empty if it cannot be."""
    secret = _secret(asked)
    same = constant_time_compare(digest_of(secret), asked.digest)
    return secret if same else ""


def _secret(asked: SurveyInvitation) -> str:
    """Signed with the installation's key: the database alone opens no survey."""
    said = [asked.by_id, asked.created_at.timestamp(), asked.survey, asked.email]
    signed: Any = salted_hmac(SALT, repr(said), algorithm="sha256")
    return urlsafe_b64encode(signed.digest()).decode().rstrip("=")


def forget_letter(asked: SurveyInvitation) -> None:
    """The outbox keeps that a mail went, not the link in it; one still waiting is not needed."""
    letter = Letter.objects.filter(key=_letter_key(asked))
    letter.waiting().delete()
    letter.update(text="", html="")
