"""Somebody who left becomes nobody: who they were is erased, what they did stays (decision 31)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext as _
from knox.models import AuthToken

from crm.models import AuditEntry, CalendarFeed, Letter, Notice, User, WayBack
from crm.models.people import UNASSIGNED_ID
from crm.services.errors import Refused
from crm.services.history import record

#: Told in the same transaction, before the name is gone: what others keep of a person's own words.
Forgetter = Callable[[User], None]
FORGETTERS: list[Forgetter] = []
#: No mail ever gets there (RFC 2606).
NOWHERE = "anonymised.invalid"


def forgets(forgetter: Forgetter) -> Forgetter:
    """Declare what is erased with a person."""
    FORGETTERS.append(forgetter)
    return forgetter


@transaction.atomic
def anonymise(*, person: User, by: User, now: datetime) -> User:
    """Refused for who may still sign in. The same again changes nothing; there is no way back."""
    row = User.objects.select_for_update().get(pk=person.pk)
    if row.is_active or row.pk == UNASSIGNED_ID:
        raise Refused(_("Only somebody who was deactivated can be anonymised."))
    if row.anonymised_at is not None:
        return row
    for forget in FORGETTERS:
        forget(row)
    named, mailed = row.full_name, row.email
    row.full_name = _("Former colleague %(n)s") % {"n": row.pk}
    row.email, row.external_id = f"person-{row.pk}@{NOWHERE}", ""
    row.last_login, row.anonymised_at = None, now
    row.set_unusable_password()
    row.save()
    _close_account(row)
    _erase_traces(row, named, mailed)
    record(by=by, action="anonymised", row=row, at=now)
    return row


def _close_account(row: User) -> None:
    """Ways in, and what was sent to them alone."""
    EmailAddress.objects.filter(user=row).delete()
    Authenticator.objects.filter(user=row).delete()
    AuthToken.objects.filter(user=row).delete()
    CalendarFeed.objects.filter(user=row).delete()
    Letter.objects.filter(user=row).delete()
    Notice.objects.filter(user=row).delete()


def _erase_traces(row: User, named: str, mailed: str) -> None:
    """The name where it was written down: audit entries stay without their words, a write that
    holds it can be undone no more, notices of colleagues say the new one."""
    about = Q(kind="user", object_id=row.pk)
    about |= Q(label__startswith=f"{named}: ") | Q(label__startswith=f"{named} · ")
    blank(AuditEntry.objects.filter(about))
    kept = WayBack.objects.annotate(text=Cast("images", TextField()))
    kept.filter(Q(text__contains=mailed) | Q(label__contains=named)).delete()
    notices = Notice.objects.filter(label__contains=named)
    notices.update(label=Replace("label", Value(named), Value(row.full_name)))


def blank(entries: QuerySet[AuditEntry]) -> None:
    """The audit keeps who wrote when on what, and forgets the words."""
    entries.update(label="", changes={})
