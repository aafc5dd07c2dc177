"""The small drawings that need no script: sparkline, meter, bar, histogram, icon.

Everything is an svg attribute or a class, never a style attribute, so that the strict
content policy holds. Percentages as attributes let a bar follow its container.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from re import sub
from typing import TypeAlias

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Value: TypeAlias = float | int | Decimal | None

SPARK = (104, 34, 4)  # width, height, room for the last point's mark


def spark_points(
    values: Sequence[Value], goal: Value = None
) -> tuple[list[str], str | None]:
    """Points of the known values, and the y of the goal line. Gaps are left out."""
    width, height, pad = SPARK
    known = [float(value) for value in values if value is not None]
    span = [*known, float(goal)] if goal is not None else known
    if not known:
        return [], None
    low, reach = min(span), (max(span) - min(span)) or 1.0
    step = (width - 2 * pad) / max(len(values) - 1, 1)

    def level(value: Value) -> str:
        share = 0.5 if max(span) == low else (float(value or 0) - low) / reach
        return f"{height - pad - share * (height - 2 * pad):.1f}"

    points = [
        f"{pad + place * step:.1f},{level(value)}"
        for place, value in enumerate(values)
        if value is not None
    ]
    return points, level(goal) if goal is not None else None


def sparkline(
    values: Sequence[Value],
    *,
    grey: bool = False,
    dashed: int = 0,
    goal: Value = None,
    breaks: Sequence[tuple[int, str]] = (),
) -> SafeString:
    """The trend of a tile. `dashed` counts the last points that are still maturing; `breaks` are
    points since which the figure is computed differently, each with its sentence."""
    width, height, _pad = SPARK
    points, goal_level = spark_points(values, goal)
    if not points:
        return format_html(
            '<svg class="spark" width="{}" height="{}"></svg>', width, height
        )
    split = max(len(points) - dashed, 1)
    tail = points[split - 1 :] if dashed else []
    x, y = points[-1].split(",")
    goal_line = (
        format_html(
            '<line class="goal" x1="0" x2="{}" y1="{}" y2="{}"/>',
            width,
            *[goal_level] * 2,
        )
        if goal_level
        else ""
    )
    tail_line = (
        format_html('<polyline class="tail" points="{}"/>', " ".join(tail))
        if tail
        else ""
    )
    return format_html(
        '<svg class="spark{}" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true"'
        ' focusable="false">{}{}<polyline points="{}"/>{}<circle cx="{}" cy="{}" r="2.6"/></svg>',
        " spark-grey" if grey else "",
        width,
        height,
        width,
        height,
        goal_line,
        _break_lines(len(values), breaks),
        " ".join(points[:split]),
        tail_line,
        x,
        y,
    )


def _break_lines(count: int, breaks: Sequence[tuple[int, str]]) -> SafeString:
    """An upright line before each point that is computed by another definition than the last."""
    width, height, pad = SPARK
    step = (width - 2 * pad) / max(count - 1, 1)
    return format_html_join(
        "",
        '<line class="break" x1="{}" x2="{}" y1="0" y2="{}"><title>{}</title></line>',
        (
            (*[f"{max(pad + (place - 0.5) * step, 0.5):.1f}"] * 2, height, sentence)
            for place, sentence in breaks
        ),
    )


def clamp(share: Value) -> str:
    """A share as an svg percentage between 0 and 100."""
    return f"{min(max(float(share or 0), 0.0), 1.0) * 100:.2f}%"


def meter(
    share: Value, mark: Value = None, beyond: Value = None, *, void: bool = False
) -> SafeString:
    """The 6 px bar of a tile with its 2 by 14 mark; `beyond` is the fainter one of a harder level,
    `void` the dashed, empty bar."""
    if void:
        inside = mark_safe(
            '<rect class="void" x="0.5" y="4.5" width="99.6%" height="5" rx="2.5"/>'
        )
    else:
        inside = format_html(
            '<rect class="track" y="4" width="100%" height="6" rx="3"/>'
            '<rect class="fill" y="4" width="{}" height="6" rx="3"/>',
            clamp(share),
        )
    marks = format_html_join(
        "",
        '<rect class="{}" x="{}" width="2" height="14" rx="1" transform="translate(-1)"/>',
        (
            (name, clamp(at))
            for name, at in (("beyond", beyond), ("pace", mark))
            if at is not None
        ),
    )
    return format_html(
        '<svg class="meter" aria-hidden="true">{}{}</svg>', inside, marks
    )


def hbar(share: Value, series: str = "one") -> SafeString:
    """A horizontal bar of a split or a funnel, from zero. `series`: one, two or five."""
    return format_html(
        '<svg class="hbar" aria-hidden="true">'
        '<rect class="{}" width="{}" height="100%" rx="2"/></svg>',
        series,
        clamp(share),
    )


def named_lines(
    markers: Sequence[Mapping[str, object]], left: int, width: int, floor: int
) -> SafeString:
    """Upright lines over a histogram; the first is named at its left, when there is room."""
    return format_html_join(
        "",
        '<line class="marker{}" x1="{}" x2="{}" y1="6" y2="{}"/>'
        '<text x="{}" y="10" text-anchor="{}">{}</text>',
        (
            (
                " dashed" if mark.get("dashed") else "",
                x,
                x,
                floor,
                x + side * 3,
                anchor,
                mark["label"],
            )
            for place, mark in enumerate(markers)
            for x in [round(left + (width - left) * float(str(mark["at"])), 1)]
            for side, anchor in [(-1, "end") if place == 0 and x > 60 else (1, "start")]
        ),
    )


def histogram(
    bins: Sequence[Mapping[str, object]],
    label: str,
    markers: Sequence[Mapping[str, object]] = (),
) -> SafeString:
    """Counts by bin with named markers. `bins`: label, count; `markers`: at (0 to 1), label, dashed."""
    width, top, floor = 260, 18, 96
    counts = [int(str(each["count"])) for each in bins]
    peak = max([*counts, 1])
    # Room for the widest count at the left.
    left = 9 + 7 * len(str(peak))
    slot = (width - left) / max(len(bins), 1)
    step = max(-(-peak // 4), 1)
    rules = format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            ("rule" if tick else "zero", left - 4, width, y, y, left - 8, y + 4, tick)
            for tick in range(0, peak + 1, step)
            for y in [round(floor - (floor - top) * tick / peak, 1)]
        ),
    )
    bars = format_html_join(
        "",
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}" rx="1"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (
                round(left + slot * place + 1, 1),
                round(floor - (floor - top) * count / peak, 1),
                round(slot - 2, 1),
                round((floor - top) * count / peak, 1),
                round(left + slot * (place + 0.5), 1),
                floor + 18,
                each["label"],
            )
            for place, (each, count) in enumerate(zip(bins, counts, strict=True))
        ),
    )
    return format_html(
        '<svg class="histogram" viewBox="0 0 260 120" role="img" aria-label="{}">{}{}{}</svg>',
        label,
        rules,
        bars,
        named_lines(markers, left, width, floor),
    )


def icon_folder() -> Path:
    """Where the bootstrap-icons files lie: settings.ICONS_DIR, or node_modules."""
    default = Path(settings.BASE_DIR) / "node_modules" / "bootstrap-icons" / "icons"
    return Path(getattr(settings, "ICONS_DIR", default))


@lru_cache(maxsize=256)
def icon_shape(name: str) -> str:
    """What stands inside the svg of one icon. Raises LookupError for an unknown name."""
    if not name.replace("-", "").isalnum():
        raise LookupError(f"not an icon name: {name!r}")
    path = icon_folder() / f"{name}.svg"
    if not path.is_file():
        raise LookupError(f"no icon {name!r} in {path.parent.name}")
    text = path.read_text(encoding="utf-8")
    return sub(r"\s+", " ", sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text.strip())).strip()


@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """One icon, inlined and silent; the text beside it carries the meaning."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        f" icon-{size}" if size else "",
        mark_safe(icon_shape(name)),  # noqa: S308 - a pinned package's file, not a reader's text
    )
