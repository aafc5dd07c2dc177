"""Files on a prospect, a deal or a complaint: typed by content, under names nobody can guess."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from crm.file_kinds import media_type_of
from crm.models import Attachment, Complaint, Deal, Prospect, User
from crm.services.errors import Refused
from crm.services.history import record

#: At once; more are sent in several goes.
MOST_FILES = 10
LONGEST = 150
# Control signs, and those that turn the direction of reading: "gpj.exe" must not read "exe.jpg".
HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
UNSAFE = re.compile(r'[\\/:*?"<>|]+')


def attach(
    *,
    to: Prospect | Deal | Complaint,
    files: Iterable[UploadedFile[Any]],
    by: User,
    now: datetime,
) -> list[Attachment]:
    """All of the files or none. Raises Refused, by ``files``, saying which one and why."""
    checked = [_checked(file) for file in files]
    if not checked:
        raise Refused({"files": _("Choose a file.")})
    if len(checked) > MOST_FILES:
        raise Refused({"files": _("At most %(n)d files at once.") % {"n": MOST_FILES}})
    kept: list[Attachment] = []
    try:
        with transaction.atomic():
            for name, content, media_type in checked:
                kept.append(_keep(to, name, content, media_type, by=by, now=now))
    except BaseException:
        for row in kept:
            row.file.storage.delete(str(row.file.name))
        raise
    return kept


@transaction.atomic
def remove_attachment(*, attachment_id: int, by: User, now: datetime) -> None:
    """Really delete the file, once the deletion is committed."""
    row = Attachment.objects.select_for_update().get(pk=attachment_id)
    storage, stored = row.file.storage, str(row.file.name)
    record(by=by, action="deleted", row=row, at=now)
    row.delete()
    transaction.on_commit(lambda: storage.delete(stored))


def clean_name(name: str) -> str:
    """What people read and save: one line, no path, no sign that hides another, its ending kept."""
    plain = HIDDEN.sub("", unicodedata.normalize("NFC", name))
    plain = UNSAFE.sub("_", " ".join(plain.split())).lstrip(".")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST]
    return f"{stem[:LONGEST].rstrip()}.{ending[:10]}"


def _checked(file: UploadedFile[Any]) -> tuple[str, bytes, str]:
    name = clean_name(file.name or "")
    limit = settings.ATTACHMENT_MAX_BYTES
    said = {"name": name, "limit": filesizeformat(limit)}
    if (file.size or 0) > limit:
        raise Refused({"files": _("%(name)s is larger than %(limit)s.") % said})
    content = file.read()
    if not content:
        raise Refused({"files": _("%(name)s is empty.") % said})
    media_type = media_type_of(content, name)
    if media_type is None:
        refused = _(
            "%(name)s was not taken: PDF, office documents without macros, images, text, CSV and "
            "mails are, when their content is what their name says."
        )
        raise Refused({"files": refused % said})
    return name, content, media_type


def _keep(
    to: Prospect | Deal | Complaint,
    name: str,
    content: bytes,
    media_type: str,
    *,
    by: User,
    now: datetime,
) -> Attachment:
    row = Attachment(
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        at=now,
        **{to._meta.model_name or "": to},
    )
    row.file.save(uuid4().hex, ContentFile(content), save=False)
    row.save()
    record(by=by, action="attached", row=row, at=now)
    return row
