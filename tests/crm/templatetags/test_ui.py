"""The tags and filters of the design system, and every component rendered."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from crm.templatetags import formats, svg
from tests.crm.templatetags import gallery

STATIC = Path(settings.BASE_DIR, "static")
TEMPLATES = Path(settings.BASE_DIR, "templates")


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (Decimal("48600"), "€48,600", "48\u202f600\u00a0€"),
        (Decimal("-5.5"), "\u2212€5.50", "\u22125,50\u00a0€"),
        (None, "\u2013", "\u2013"),
    ],
)
def test_money_follows_the_reader(
    value: Decimal | None, english: str, french: str
) -> None:
    with translation.override("en"):
        assert formats.money(value) == english
    with translation.override("fr"):
        assert formats.money(value) == french


def test_minor_units_become_an_amount() -> None:
    with translation.override("en"):
        assert formats.money_minor(4_860_000, "EUR") == "€48,600"
        assert formats.money_minor(123, "JPY") == "JPY\u00a0123"
        assert formats.money_minor(None) == "\u2013"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "18.4%"), ("fr", "18,4\u00a0%")]
)
def test_percent_reads_a_fraction(language: str, expected: str) -> None:
    with translation.override(language):
        assert formats.percent(Decimal("0.184"), 1) == expected


def test_a_figure_that_is_not_defined_is_a_dash() -> None:
    for write in (formats.number, formats.percent, formats.money, formats.duration):
        assert write(None) == "\u2013"
    assert formats.number(float("nan")) == "\u2013"


def test_numbers_have_a_real_minus_and_a_sign_on_request() -> None:
    with translation.override("en"):
        assert formats.number(-1683) == "\u22121,683"
        assert formats.number(33, signed=True) == "+33"
        assert formats.number(0, signed=True) == "0"
        assert formats.number(Decimal("2.345"), 1) == "2.3"


def test_short_money_for_axes() -> None:
    with translation.override("en"):
        assert formats.money_short(48_600) == "€49k"
        assert formats.money_short(1_200_000, decimals=1) == "€1.2M"
    with translation.override("fr"):
        assert formats.money_short(48_600) == "49\u00a0k€"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (720, "12\u00a0min"),
        (11_520, "3.2\u00a0h"),
        (3600, "1\u00a0h"),
        (1_641_600, "19\u00a0d"),
    ],
)
def test_durations_use_the_unit_people_say(seconds: int, expected: str) -> None:
    with translation.override("en"):
        assert formats.duration(seconds) == expected
        assert formats.duration(timedelta(seconds=seconds)) == expected


def test_a_period_repeats_nothing() -> None:
    with translation.override("en"):
        assert (
            formats.period(date(2026, 11, 1), date(2026, 11, 20))
            == "1\u201320 Nov 2026"
        )
        assert formats.period(date(2026, 11, 3), date(2026, 11, 3)) == "3 Nov 2026"
        assert (
            formats.period(date(2026, 10, 28), date(2026, 11, 3))
            == "28 Oct \u2013 3 Nov 2026"
        )
    with translation.override("fr"):
        assert (
            formats.period(date(2026, 11, 1), date(2026, 11, 20))
            == "1er\u201320 nov. 2026"
        )


def test_hours_are_the_readers() -> None:
    with timezone.override("Europe/Paris"):
        assert formats.clock(datetime(2026, 11, 20, 16, 42, tzinfo=UTC)) == "17:42"


def test_ranks_and_initials() -> None:
    with translation.override("en"):
        assert [formats.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21)] == [
            "1st",
            "2nd",
            "3rd",
            "4th",
            "11th",
            "12th",
            "21st",
        ]
    with translation.override("fr"):
        assert [formats.ordinal(n) for n in (1, 2)] == ["1er", "2e"]
    assert [formats.initials(name) for name in ("Camille Roux", "Inès", "", None)] == [
        "CR",
        "I",
        "?",
        "?",
    ]


def test_sparkline_marks_the_last_point_and_skips_gaps() -> None:
    drawing = svg.sparkline([1, None, 3], dashed=1, goal=2)
    assert drawing.count("<circle") == 1
    assert 'class="tail"' in drawing
    assert 'class="goal"' in drawing
    assert "<polyline" not in svg.sparkline([])
    assert "nan" not in svg.sparkline([2, 2, 2])


def test_sparkline_marks_where_a_figure_changed_its_meaning() -> None:
    """Between the second point and the third, with its sentence; the text is escaped."""
    drawing = svg.sparkline([1, 2, 3], breaks=[(2, "Since <June>")])
    assert drawing.count('class="break"') == 1
    assert 'x1="76.0" x2="76.0"' in drawing
    assert "<title>Since &lt;June&gt;</title>" in drawing
    assert 'class="break"' not in svg.sparkline([1, 2, 3])


def test_meter_is_full_above_the_target() -> None:
    assert 'width="100.00%"' in svg.meter(1.18)
    assert 'class="pace" x="70.00%"' in svg.meter(0.81, 0.7)
    assert "pace" not in svg.meter(0.81)
    assert "void" in svg.meter(None, void=True)
    assert 'class="beyond" x="90.00%"' in svg.meter(0.81, 0.7, 0.9)
    assert "beyond" not in svg.meter(0.81, 0.7)


def test_an_icon_is_inlined_and_silent() -> None:
    drawing = render('{% icon "telephone" "sm" %}')
    assert 'aria-hidden="true"' in drawing
    assert "<path" in drawing
    with pytest.raises(LookupError):
        svg.icon("../../package")
    with pytest.raises(LookupError):
        svg.icon("no-such-icon")


def test_query_keeps_the_other_parameters() -> None:
    request = RequestFactory().get("/", {"source": "fair", "page": "3"})
    address = render("{% query page=None period='week' %}", request=request)
    assert address == "?source=fair&amp;period=week"


def test_heat_marks() -> None:
    assert (
        render("{% heat_mark band as m %}{{ m.glyph }}{{ m.suffix }}", band=-2)
        == "▼▼n2"
    )
    assert render("{% heat_mark band as m %}{{ m.suffix }}", band=None) == "few"


# The shell offers pages only where they exist; these addresses do without ours.
@pytest.mark.urls("allauth.account.urls")
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_gallery_renders_every_component(theme: str) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    page = render_to_string("components/gallery.html", gallery.context(theme), request)
    assert f'data-bs-theme="{theme}"' in page
    assert "{#" not in page
    assert page.count('class="btn btn-primary"') == 1
    assert not re.search(r"\s(style|on[a-z]+)=", page)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html"])
def test_error_pages_need_no_context(name: str) -> None:
    assert "<h1>" in render_to_string(name)


def test_templates_keep_to_the_content_policy() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r'\sstyle="|\son(click|change|submit|load)=|hx-on|javascript:', text
        ), path
        for comment in re.findall(r"\{#.*?#\}", text, re.DOTALL):
            assert "\n" not in comment, (
                f"{path}: a comment over lines is shown to the reader"
            )


def test_hex_colours_stand_in_the_tokens_only() -> None:
    own = [
        *STATIC.glob("css/*.css"),
        *STATIC.glob("js/*.js"),
        *TEMPLATES.rglob("*.html"),
    ]
    for path in own:
        if path.name == "tokens.css":
            continue
        text = re.sub(r"&#\d+;|#[a-z-]+", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", text), path
