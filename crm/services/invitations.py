"""Inviting a person: a link that lets them choose a password, by mail or copied by hand."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from crm.models import Organisation, User
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.letters import write_letter


def invitation_path(person: User) -> str:
    """The path of the link. It is good until a password was chosen, or its time is over."""
    key = default_token_generator.make_token(person)
    uid = user_pk_to_url_str(person)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}
    )


def invite(*, person: User, address: str, by: User, now: datetime) -> None:
    """Write the invitation mail, in the person's language. ``address`` is the whole link."""
    if not person.is_active:
        raise Refused(_("This person may not sign in."))
    name = Organisation.current().name
    with override(person.language):
        write_letter(
            key=f"invitation:{person.pk}:{now.isoformat()}",
            user=person,
            to=person.email,
            subject=_("Your access to %(name)s") % {"name": name},
            text=_(
                "Hello %(person)s,\n\n%(by)s opened an access to Boussole for you. "
                "Choose your password here:\n%(address)s\n"
            )
            % {"person": person.full_name, "by": by.full_name, "address": address},
            now=now,
        )
    record(by=by, action="invited", row=person, at=now)
