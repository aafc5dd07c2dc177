"""What the application says: written with the fact it tells, sent afterwards, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from crm.models import Letter, Notice, User

#: After so many failures a mail is given up, and the admin's page says so.
MOST_TRIES = 6
BATCH = 50
#: A worker that took a mail and died leaves it to another after this.
TAKEN_FOR = timedelta(minutes=5)


def write_letter(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    user: User | None = None,
    html: str = "",
) -> bool:
    """Put a mail in the outbox; False when this key has already been written.

    ``subject`` and ``text`` come in the reader's language: call inside ``translation.override``.
    """
    values: dict[str, Any] = {"user": user, "to": to, "created_at": now}
    values |= {"subject": one_line(subject), "text": text, "html": html}
    _letter, new = Letter.objects.get_or_create(key=key, defaults=values)
    if new:
        transaction.on_commit(_hint, robust=True)
    return new


@transaction.atomic
def write_letters(letters: Sequence[Letter]) -> None:
    """Put many mails in the outbox at once; IntegrityError when one of the keys was written before."""
    for letter in letters:
        letter.subject = one_line(letter.subject)
    Letter.objects.bulk_create(letters)
    transaction.on_commit(_hint, robust=True)


def one_line(subject: str) -> str:
    """The subject without line breaks: a record's name may hold some, and no header may."""
    return " ".join(subject.split())[:200]


def notify(
    *,
    user: User,
    key: str,
    kind: str,
    label: str,
    address: str,
    now: datetime,
    due_at: datetime | None = None,
) -> bool:
    """Tell a person something on the page, once a key; False when they were told already."""
    values: dict[str, Any] = {
        "kind": kind,
        "label": label[:200],
        "address": address,
        "at": now,
    }
    _notice, new = Notice.objects.get_or_create(
        user=user, key=key, defaults=values | {"due_at": due_at}
    )
    return new


def send_waiting(*, now: datetime) -> int:
    """Send what waits; how many left.

    A worker that dies between the mail server's yes and our note of it sends that one mail again:
    mail has no transaction. Everything else is exactly once.
    """
    due = Letter.objects.waiting().exclude(next_try_at__gt=now).order_by("created_at")
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(_send(pk, now) for pk in ids)


def _send(pk: int, now: datetime) -> bool:
    letter = _claim(pk, now)
    if letter is None:
        return False
    if letter.user is not None and not letter.user.is_active:
        _give_up(letter, now, "its reader may not sign in any more")
        return False
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], headers=_headers(letter)
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    try:
        mail.send()
    except OSError as fault:
        _try_later(letter, now, fault)
        return False
    except ValueError as fault:
        # No server ever takes it, and behind it others wait.
        _give_up(letter, now, f"{type(fault).__name__}: {fault}")
        return False
    letter.sent_at, letter.error = timezone.now(), ""
    letter.save(update_fields=["sent_at", "error"])
    return True


def _headers(letter: Letter) -> dict[str, str]:
    """How a mail program stops such mails by itself: one press only where the way is encrypted."""
    if not letter.stop_url:
        return {}
    headers = {"List-Unsubscribe": f"<{letter.stop_url}>"}
    if letter.stop_url.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


@transaction.atomic
def _claim(pk: int, now: datetime) -> Letter | None:
    """Take the mail for this worker: no transaction is open while a mail server thinks."""
    rows = Letter.objects.waiting().exclude(next_try_at__gt=now)
    letter = rows.select_for_update(skip_locked=True).filter(pk=pk).first()
    if letter is not None:
        letter.tries += 1
        letter.next_try_at = now + TAKEN_FOR
        letter.save(update_fields=["tries", "next_try_at"])
    return letter


def _give_up(letter: Letter, now: datetime, why: str) -> None:
    letter.error, letter.given_up_at = why[:300], now
    letter.save(update_fields=["error", "given_up_at"])


def _try_later(letter: Letter, now: datetime, fault: Exception) -> None:
    letter.error = f"{type(fault).__name__}: {fault}"[:300]
    letter.next_try_at = now + timedelta(minutes=2**letter.tries)
    if letter.tries >= MOST_TRIES:
        letter.given_up_at = now
    letter.save()


def _hint() -> None:
    from crm.tasks import send_letters

    send_letters.delay()
