"""Template tags and filters of the design system (docs/design-system.md)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from crm.templatetags import formats, svg

register = template.Library()

TONE_GLYPHS = {"good": "▲", "caution": "▼", "bad": "▼", "plain": "●", "quiet": ""}
HEAT = {
    -2: ("▼▼", "n2"),
    -1: ("▼", "n1"),
    0: ("●", "0"),
    1: ("▲", "p1"),
    2: ("▲▲", "p2"),
}

#: The sign of a cell on too few cases to judge.
FEW = "○"
#: The pieces of a heat cell.
GLYPH = '<span class="band-mark" aria-hidden="true">{}</span>'
SAID = '<span class="visually-hidden">{}</span>'
INSIDE = '{}<span class="v">{}</span><span class="base">{}</span>{}'
LINK, PLAIN = '<a href="{}">{}</a>', "<span>{}</span>"


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """{% icon "telephone" %}; an unknown name is an error while developing, nothing in production."""
    try:
        return svg.icon(name, size)
    except LookupError:
        if settings.DEBUG or getattr(settings, "ICONS_STRICT", False):
            raise
        return mark_safe("")


@register.simple_tag
def sparkline(
    values: Sequence[svg.Value] | None,
    grey: bool = False,
    dashed: int = 0,
    goal: svg.Value = None,
    breaks: Sequence[tuple[int, str]] | None = None,
) -> SafeString:
    """{% sparkline tile.trend grey=True dashed=2 goal=16 breaks=tile.trend_breaks %}"""
    return svg.sparkline(
        values or [],
        grey=bool(grey),
        dashed=dashed or 0,
        goal=goal,
        breaks=breaks or (),
    )


@register.simple_tag
def meter(
    share: svg.Value = None,
    mark: svg.Value = None,
    beyond: svg.Value = None,
    void: bool = False,
) -> SafeString:
    """{% meter 0.81 mark=0.7 beyond=0.9 %}: the bar of a figure with its pace or target mark, and
    the mark of a harder level."""
    return svg.meter(share, mark, beyond, void=bool(void))


@register.simple_tag
def hbar(share: svg.Value, series: str = "one") -> SafeString:
    """{% hbar row.share %}: a bar of a split; series "two" marks the weakest."""
    return svg.hbar(share, series)


@register.simple_tag
def histogram(
    bins: Sequence[Mapping[str, object]],
    label: str,
    markers: Sequence[Mapping[str, object]] | None = None,
) -> SafeString:
    """{% histogram spread.bins spread.sentence spread.markers %}"""
    return svg.histogram(bins, label, markers or ())


@register.simple_tag
def money(
    value: formats.Figure,
    currency: str = "EUR",
    decimals: int | None = None,
    signed: bool = False,
    short: bool = False,
) -> str:
    """{% money deal.amount deal.currency %}, {% money 48600 "EUR" short=True %}"""
    if short:
        return formats.money_short(value, currency, decimals or 0)
    return formats.money(value, currency, decimals, signed=signed)


@register.simple_tag
def period(first: date | None, last: date | None) -> str:
    """{% period start end %}: 1–20 Nov 2026."""
    return formats.period(first, last)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's address with some parameters changed; None or "" drops one. Starts with ?."""
    request = context.get("request")
    params: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


@register.simple_tag
def heat_mark(band: int | None) -> dict[str, str]:
    """{% heat_mark cell.band as mark %}: glyph and class suffix of a band from −2 to +2."""
    if band is None:
        return {"glyph": "", "suffix": "few"}
    glyph, suffix = HEAT[max(-2, min(2, band))]
    return {"glyph": glyph, "suffix": suffix}


@register.simple_tag
def heat_cell(cell: Mapping[str, Any]) -> SafeString:
    """{% heat_cell cell %}: one td of a heat table, written here because a page holds 600 of them.

    ``cell`` is the mapping that ``components/_heat_cell.html`` describes.
    """
    mark, url, words = heat_mark(cell["band"]), cell["url"], cell["words"]
    sign = FEW if cell.get("few") else mark["glyph"]
    glyph = format_html(GLYPH, sign) if sign else ""
    said = format_html(SAID, words) if words else ""
    inside = format_html(INSIDE, glyph, cell["value"], cell["base"], said)
    held = format_html(LINK, url, inside) if url else format_html(PLAIN, inside)
    return format_html('<td class="heat heat-{}">{}</td>', mark["suffix"], held)


@register.filter(name="number")
def number_filter(value: formats.Figure, decimals: int | None = None) -> str:
    """{{ 1683|number }}, {{ rate|number:1 }}"""
    return formats.number(value, decimals)


@register.filter(name="signed")
def signed_filter(value: formats.Figure, decimals: int | None = None) -> str:
    """{{ 33|signed }} is +33, {{ -6|signed }} is −6."""
    return formats.number(value, decimals, signed=True)


@register.filter(name="percent")
def percent_filter(fraction: formats.Figure, decimals: int = 0) -> str:
    """{{ 0.184|percent:1 }} is 18.4%."""
    return formats.percent(fraction, decimals)


@register.filter(name="money")
def money_filter(value: formats.Figure, currency: str = "EUR") -> str:
    """{{ deal.amount|money:deal.currency }}"""
    return formats.money(value, currency)


@register.filter(name="minor")
def minor_filter(value: int | None, currency: str = "EUR") -> str:
    """Minor units, as the database holds them: {{ deal.amount_minor|minor:deal.currency }}"""
    return formats.money_minor(value, currency)


@register.filter(name="duration")
def duration_filter(value: timedelta | formats.Figure, decimals: int = 1) -> str:
    """Seconds or a timedelta: {{ call.length|duration }} is 12 min."""
    return formats.duration(value, decimals)


@register.filter(name="day")
def day_filter(value: date | datetime | None, form: str = "short") -> str:
    """{{ deal.closes_on|day }}, {{ at|day:"week" }}; see formats.day."""
    return formats.day(value, form)


@register.filter(name="clock")
def clock_filter(value: datetime | time | None) -> str:
    """{{ activity.at|clock }} is 17:42 in the reader's zone."""
    return formats.clock(value)


@register.filter(name="ordinal")
def ordinal_filter(place: int | None) -> str:
    """{{ 3|ordinal }} is 3rd, in French 3e."""
    return formats.ordinal(place)


@register.filter(name="initials")
def initials_filter(name: str | None) -> str:
    """{{ person.name|initials }}"""
    return formats.initials(name)


@register.filter
def opt(holder: object, name: str) -> Any:
    """{{ tile|opt:"goal" }}: an optional part of a mapping or object, None when it is not there."""
    if isinstance(holder, Mapping):
        return holder.get(name)
    return getattr(holder, name, None)


@register.filter(name="glyph")
def glyph_filter(tone: str) -> str:
    """The usual glyph of a tone, when the caller gives none."""
    return TONE_GLYPHS.get(tone, "")
