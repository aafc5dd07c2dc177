"""The mail of one person: text and HTML in their language, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from crm.models import Letter, Organisation
from crm.templatetags import formats
from kpis import wording
from kpis.dashboard import too_few
from kpis.digests.alerts import alert_lines
from kpis.digests.choice import stop_token
from kpis.digests.gathered import Line
from kpis.digests.tiles import Reader
from kpis.models import Alert
from kpis.periods import Period


def key_of(user: int, rhythm: str, period: Period) -> str:
    return f"digest:{user}:{rhythm}:{period.first}"


def letter_of(
    reader: Reader,
    lines: Sequence[Line],
    rhythm: str,
    period: Period,
    now: datetime,
    *,
    alerts: Sequence[Alert] = (),
) -> Letter:
    """The mail, not saved yet; ``alerts``: the open ones this person may see."""
    with override(reader.user.language):
        currency = Organisation.current().base_currency
        told = alert_lines(alerts, currency)
        context = _context(reader, lines, rhythm, period, told)
        return Letter(
            key=key_of(reader.user.pk, rhythm, period),
            user=reader.user,
            to=reader.user.email,
            subject=context["subject"][:200],
            text=render_to_string("kpis/mail/digest.txt", context),
            html=render_to_string("kpis/mail/digest.html", context),
            stop_url=context["stop_url"],
            created_at=now,
        )


def _context(
    reader: Reader,
    lines: Sequence[Line],
    rhythm: str,
    period: Period,
    alerts: Sequence[dict[str, str]],
) -> dict[str, Any]:
    organisation = Organisation.current()
    when = formats.period(period.first, period.last)
    page = "kpis:my-figures" if reader.scope is None else "kpis:team"
    days = f"?period={rhythm}&on={period.first}"
    return {
        "subject": _("%(organisation)s: your figures, %(period)s")
        % {"organisation": organisation.name, "period": when},
        "hello": reader.user.full_name,
        "period": when,
        "rows": [row_of(line, organisation) for line in lines],
        "alerts": alerts,
        "url": settings.SITE_URL + reverse(page) + days,
        "settings_url": settings.SITE_URL + reverse("kpis:digest"),
        "stop_url": settings.SITE_URL
        + reverse("kpis:digest-stop", args=[stop_token(reader.user)]),
        "alerts_url": settings.SITE_URL + reverse("kpis:alerts"),
        "language": reader.user.language,
    }


def row_of(line: Line, organisation: Organisation) -> dict[str, str]:
    """What the page says of the figure, as texts."""
    kpi, currency = line.kpi, organisation.base_currency
    small = too_few(kpi, line.value, organisation.minimum_sample)
    moved = wording.change(kpi, line.value, line.compared, currency)
    said = wording.judged(kpi, line.value, line.standing, currency)
    said, moved = wording.patient(said, line.young), None if line.young else moved
    target = wording.written(kpi.unit, line.standing.target, currency, fixed=False)
    return {
        "label": str(kpi.label),
        "value": wording.figure(kpi, line.value, currency),
        "target": target if line.standing.target is not None else "",
        "judged": said.text if said and not small else "",
        "change": f"{moved.glyph} {moved.text}".strip() if moved and not small else "",
        "reason": wording.reason(line.value) if not line.value.defined else "",
    }
