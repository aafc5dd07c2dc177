"""Invented data for the gallery of components: the cast and the day of the visual guide."""

from datetime import UTC, date, datetime
from typing import Any

TREND = [41.0, 44, 47, 45, 40, 48, 50, 34, 45, 46, 48, 52]
LATE_TREND = [9.0, 8, 7.5, 8.4, 6, 6.6, 5.8, 6.2, 5.6, 5.2, 6.0, 3.2]


def shell(theme: str = "light") -> dict[str, Any]:
    """What the context processor crm.context.shell hands over."""

    def item(label: str, icon: str, key: str, count: int = 0) -> dict[str, Any]:
        current = label == "My figures"
        return {
            "label": label, "url": f"/{key}/", "icon": icon, "key": key,
            "count": count, "current": current,
        }

    work = [
        item("Today", "sun", "t", 9), item("Prospects", "people", "p"),
        item("Pipeline", "kanban", "k"), item("Activities", "calendar3", "a"),
        item("Voice", "chat-left-text", "v", 2),
    ]
    figures = [
        item("My figures", "speedometer2", "f"), item("Rankings", "list-ol", "r"),
        item("Catalogue", "book", "c"),
    ]
    return {
        "nav": [{"label": "", "items": work}, {"label": "Figures", "items": figures}],
        "phone": [work[0], work[2], work[1], figures[0]],
        "home_url": "/", "search_url": "/search/", "freshness_url": "",
        "preferences_url": "/preferences/", "log_url": "/log/", "alerts_url": "/alerts/",
        "alerts_count": 2, "theme": theme, "person": {"name": "Camille Roux"},
        "profile_url": "/profile/", "shortcuts": True,
    }


def judged(text: str, tone: str, glyph: str = "", on: str = "") -> dict[str, str]:
    return {"text": text, "tone": tone, "glyph": glyph, "on": on}


def tiles() -> list[dict[str, Any]]:
    """One tile for each state of the guide."""
    on = "on 1–20 Oct"
    return [
        {"label": "Revenue, excl. tax", "url": "#", "value": "€48,600", "trend": TREND, "share": 0.81, "mark": 0.7,
         "attained": "81%", "of": "of €60,000", "judgement": judged("11 pts ahead of pace", "good"),
         "change": judged("+15.7%", "good", on=on), "companion": "9 sales · average €5,400"},
        {"label": "Calls held", "url": "#", "value": "214", "trend": TREND[::-1], "share": 0.67, "mark": 0.7,
         "attained": "67%", "of": "of 320", "judgement": judged("3 pts behind pace", "caution"),
         "change": judged("−6.1%", "bad", on=on), "companion": "38.3% reached (82 of 214)"},
        {"label": "Demos held", "url": "#", "value": "11", "trend": TREND, "share": 0.69, "mark": 0.7, "state": "restated",
         "attained": "69%", "of": "of 16", "judgement": judged("1 pt behind, on pace", "plain"),
         "change": judged("+2", "good", on=on), "companion": "2 no-shows of 13 planned"},
        {"label": "Lead conversion rate", "url": "#", "value": "18.4", "unit": "%", "state": "maturing", "trend": TREND,
         "trend_dashed": 2, "goal": 46, "share": 0.735, "mark": 0.64, "target": "Target 16%",
         "judgement": judged("Met, 2.4 pts above", "good", "✓"), "change": judged("+3.3 pts", "good", on=on),
         "companion": "7 of 38, 9 under 30 days"},
        {"label": "Time to first contact, median", "url": "#", "value": "3.2", "unit": "h", "trend": LATE_TREND, "goal": 4,
         "share": 0.4, "mark": 0.5, "target": "Target 4 h or less", "judgement": judged("Met, 0.8 h under", "good", "✓"),
         "change": judged("−1.9 h, better", "good", "▼", "than 1–20 Oct"), "companion": "n = 38 · p90 19 h"},
        {"label": "NPS", "url": "#", "value": "+33", "state": "small", "n": 3, "trend": TREND, "target": "Target +40",
         "share": None, "judgement": judged("Not judged below 10 answers", "quiet"), "change": None,
         "companion": "2 promoters, 1 detractor"},
        {"label": "Win rate", "url": "#", "state": "undefined", "value": "", "trend": None, "share": None,
         "reason": "No deal ended in this period", "change": None, "companion": ""},
        {"label": "Margin rate", "url": "#", "value": "32", "unit": "%", "trend": TREND, "share": None,
         "set_target_url": "#", "change": judged("+0.4 pts", "good", on=on), "companion": "€15,552 margin"},
        {"label": "Sales volume", "url": "#", "value": "9", "trend": TREND, "share": 1.18, "mark": 0.7,
         "attained": "118%", "of": "of 8", "judgement": judged("48 pts ahead of pace", "good"),
         "change": judged("+1", "good", on=on), "companion": "€48,600 revenue"},
    ]


def charts() -> dict[str, Any]:
    """A line, bars with targets and marks, bars around zero, a bridge."""
    days = [str(n) for n in range(1, 21)]
    done = [0, 12.4, 14.6, 14.6, 24.3, 27.6, 34.4, 36.4, 36.4, 40.6, 40.6, 43.4, 43.4, 48.6]
    before = [3, 6, 6, 11, 16, 20, 20, 25, 27.5, 31, 31, 36, 38, 42, 44.6, 44.6, 50, 51, 53, 55.1]
    money = {"kind": "money", "currency": "EUR", "compact": True}
    thousands = {"kind": "number", "decimals": 1}
    table = {
        "caption": "Revenue by month", "foot": [],
        "columns": [{"label": "Month"}, {"label": "Won, €", "numeric": True}],
        "rows": [{"cells": ["October 2026", "402,600"]}, {"cells": ["November 2026", "312,400"]}],
    }
    line = {
        "labels": days, "format": money, "x_title": "Working day of the month", "max": 60000, "step": 15000,
        "series": [
            {"label": "November", "data": [round(v * 1000) for v in done] + [None] * 6},
            {"label": "Target pace", "color": "text", "dashed": True, "data": [3000 * n for n in range(1, 21)]},
            {"label": "October", "past": True, "data": [round(v * 1000) for v in before]},
        ],
    }
    months = ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb"]
    bars = {
        "labels": months, "format": thousands, "stacked": True, "max": 500, "step": 100,
        "axis": {"kind": "money", "currency": "EUR", "decimals": 0, "unit": "k"},
        "targets": [400, 405, 410, 430, 380, 395],
        "marks": {"label": "Weighted", "color": 2, "data": [None, None, 388.6, 116.9, 61.6, 27.1]},
        "series": [
            {"label": "Won", "data": [388, 402.6, 312.4, None, None, None]},
            {"label": "Commit", "color": "weak", "data": [None, None, 62, 74, 21, 0]},
            {"label": "Best case", "color": "edge", "data": [None, None, 38.5, 81.5, 64, 28.5]},
        ],
    }
    error = {
        "labels": ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"], "band": [-0.05, 0.05],
        "format": {"kind": "percent", "signed": True, "decimals": 1}, "axis": {"decimals": 0}, "min": -0.12, "max": 0.12, "step": 0.06,
        "series": [{"label": "Error", "data": [-0.051, 0.046, 0.069, -0.029, 0.06, -0.084, -0.044, 0.046]}],
    }
    steps = [("Open on\n1 Nov", 742, "total"), ("New", 231.4, "change"), ("Raised", 22.3, "change"), ("Lowered", -17.6, "change"),
             ("Transferred\nin", 9.5, "change"), ("Won", -312.4, "change"), ("Lost", -96.2, "change"), ("Open on\n20 Nov", 579, "total")]
    bridge = {"format": {**thousands, "signed": True}, "axis": {"decimals": 0, "signed": False}, "steps": [{"label": a, "value": b, "kind": c} for a, b, c in steps]}
    key = [{"swatch": "1", "label": "Won"}, {"swatch": "weak", "label": "Commit"}, {"swatch": "edge", "label": "Best case"},
           {"swatch": "diamond", "label": "Weighted"}, {"swatch": "line", "label": "Target"}]
    return {
        "line": {"id": "pace", "kind": "line", "title": "Revenue, working day by working day", "unit": "cumulated, € thousand, excl. tax",
                 "sentence": "November stands at €48,600 on working day 14, above the target pace.", "data": line, "table": table},
        "bars": {"id": "forecast", "kind": "bar", "title": "By month, against target", "unit": "€ thousand, excl. tax", "key": key,
                 "sentence": "November should land at €388,600 of €410,000.", "data": bars, "table": table},
        "error": {"id": "error", "kind": "bar", "title": "How right were we?", "unit": "", "height": "low",
                  "sentence": "The usual error is 5.4%.", "data": error, "table": table},
        "bridge": {"id": "bridge", "kind": "bridge", "title": "What moved the open pipeline", "unit": "€ thousand, 1–20 November", "height": "low",
                   "sentence": "The open pipeline went from 742 to 579 thousand.", "data": bridge, "table": table},
    }


def heat_rows() -> list[dict[str, Any]]:
    """People by KPI, from much better to too few."""
    words = {2: "much better", 1: "better", 0: "as expected", -1: "worse", -2: "much worse", None: "not judged"}

    def cell(value: str, base: str, band: int | None) -> dict[str, Any]:
        return {"value": value, "base": base, "band": band, "url": "#", "words": words[band]}

    return [
        {"name": "Nadia Lefèvre", "cells": [cell("61,200", "102%", 2), cell("262", "82%", 2), cell("22.0%", "9 of 41", 1), cell("+52", "n = 21", 1)]},
        {"name": "Camille Roux", "cells": [cell("48,600", "81%", 2), cell("214", "67%", -1), cell("18.4%", "7 of 38", 1), cell("+33", "too few, n = 3", None)]},
        {"name": "Karim Haddad", "cells": [cell("39,800", "72%", 0), cell("226", "71%", 0), cell("16.2%", "6 of 37", 0), cell("+25", "n = 12", -1)]},
        {"name": "Thomas Leroy", "cells": [cell("24,600", "49%", -2), cell("142", "44%", -2), cell("8.3%", "3 of 36", -2), cell("−9", "n = 11", -2)]},
    ]


def columns() -> list[dict[str, Any]]:
    def deal(pk: int, prospect: str, title: str, amount: str, closes: str, **more: Any) -> dict[str, Any]:
        return {"id": pk, "version": 1, "url": f"/deals/{pk}/", "prospect": prospect, "title": title, "amount": amount, "closes": closes, **more}

    call = {"icon": "telephone", "text": "Call, Monday"}
    demo = {"icon": "easel", "text": "Demo, Thu 14:00"}
    return [
        {"id": 1, "name": "Qualification", "count": 2, "probability": "10%", "sum": "€35,300", "weighted": "weighted €3,530", "shown": True, "add_url": "#",
         "deals": [deal(1, "Brasserie Delattre", "12 tables, 3 rooms", "€6,400", "15 Dec", next=call),
                   deal(2, "Clinique Sainte-Anne", "Waiting room refit", "€14,200", "22 Jan", rot="12 days still, no next step")]},
        {"id": 2, "name": "Demo", "count": 1, "probability": "30%", "sum": "€30,200", "weighted": "weighted €9,060", "add_url": "#",
         "deals": [deal(3, "Maison Vasseur", "Showroom lighting", "€7,800", "11 Dec", next=demo)]},
        {"id": 3, "name": "Negotiation", "count": 1, "probability": "80%", "sum": "€24,300", "weighted": "weighted €19,440", "add_url": "#",
         "deals": [deal(4, "Hôtel Carlier", "Reception and bar", "€16,400", "30 Nov", next={"icon": "people", "text": "Meeting, Mon 16:00"}, moved="Sophie moved it, 2 min ago")]},
        {"id": 4, "name": "Won", "glyph": "✓", "count": 9, "probability": "November", "sum": "€48,600", "weighted": "average €5,400",
         "deals": [deal(5, "Imprimerie Morel", "", "€5,200", "20 Nov", movable=False)],
         "tail": {"name": "Lost", "count": 5, "text": "€21,700, price 3, competitor 2"}},
    ]


def orders_table() -> dict[str, Any]:
    """The orders of the Explain picture, sorted by day."""
    rows = [("3 Nov", "Boulangeries Lebrun", "Referral", "13,500", "−1,100", "12,400"), ("4 Nov", "Garage Fontaine", "Phone prospecting", "2,150", "0", "2,150"),
            ("6 Nov", "Mercier Logistique", "Trade fair", "10,800", "−1,000", "9,800")]
    return {
        "caption": "Orders counted", "columns": [
            {"label": "Won", "sorted": "ascending", "sort_url": "?sort=-won"}, {"label": "Order", "sort_url": "?sort=order"}, {"label": "Source"},
            {"label": "List, €", "numeric": True}, {"label": "Discount, €", "numeric": True}, {"label": "Counted, €", "numeric": True, "strong": True}],
        "rows": [{"cells": list(row)} for row in rows],
        "foot": [{"cells": ["Total", "", "", "26,450", "−2,100", "24,350"]}],
    }


def people() -> dict[str, Any]:
    """Timeline, life line, queue, ranks."""
    step = ("Detected", "8 Sep", "Trade fair", "done"), ("Contacted", "8 Sep", "3 h later", "done"), ("Qualified", "29 Sep", "14 days", "done"), ("Customer", "6 Nov", "38 days", "now")
    return {
        "steps": [dict(zip(("name", "on", "note", "state"), each, strict=True)) for each in step],
        "entries": [
            {"icon": "telephone", "what": "Call planned", "when": "Monday 23 Nov, 10:00", "detail": "Follow up the proposal", "planned": True,
             "actions": [{"label": "Mark done", "url": "#"}, {"label": "Snooze", "url": "#", "quiet": True}]},
            {"icon": "file-earmark-text", "what": "Quote D-2026-118, version 2", "when": "16 Nov, 15:20", "detail": "€11,300, discount 5%, valid until 16 Dec."},
            {"icon": "trophy", "what": "Deal won: Warehouse racks", "when": "6 Nov, 16:30", "detail": "€9,800, margin €3,136", "chip": {"text": "Won", "tone": "good", "glyph": "✓"}, "last": True}],
        "queue": [{"id": 1, "icon": "telephone", "who": "Brasserie Delattre", "url": "#", "what": "Follow up before the quote, €6,400", "when": "yesterday", "tone": "bad", "done_url": "#"},
                  {"id": 2, "icon": "easel", "who": "Garage Fontaine", "url": "#", "what": "Demo, adjustable bench", "when": "11:30", "done_url": "#"}],
        "ranks": [{"place": 1, "name": "Nadia Lefèvre"}, {"place": 2, "name": "Hugo Bernard"}, {"place": 3, "name": "Camille Roux", "value": "81%", "me": True}, {"place": 4, "name": "Inès Petit"}],
    }


def figures() -> dict[str, Any]:
    """Explain's parts: formula, spread, split, funnel."""
    split = [("Referral", 1, "€22,000", "45.3%", 3), ("Trade fair", 0.636, "€14,000", "28.8%", 2), ("Phone prospecting", 0.334, "€7,350", "15.1%", 2), ("Website", 0.239, "€5,250", "10.8%", 2)]
    bins = zip(("0–2", "2–4", "4–6", "6–8", "8–10", "10–12", "12–14"), (1, 3, 2, 1, 1, 0, 1), strict=True)
    return {
        "boxes": [{"value": "€52,150", "label": "9 orders at list price"}, {"value": "€3,550", "label": "discounts, 6.8%", "op": "−"}, {"value": "€48,600", "label": "revenue, excl. tax", "op": "=", "result": True}],
        "splits": [dict(zip(("label", "share", "value", "part", "n"), each, strict=True)) for each in split],
        "spread": {"bins": [{"label": a, "count": b} for a, b in bins], "sentence": "Half of the orders are under €4,200.", "n": 9, "mean": "5,400", "median": "4,200", "p90": "10,320",
                   "markers": [{"at": 0.3, "label": "median"}, {"at": 0.386, "label": "mean", "dashed": True}]},
        "funnel": [{"name": "Qualification", "count": 184, "share": 1, "time": "6 d", "pass": {"rate": "66% pass", "usual": "usually 64%"}},
                   {"name": "Proposal", "count": 88, "share": 0.478, "time": "17 d", "pass": {"rate": "47% pass", "weakest": True, "words": "14 points under the usual 61%. Weakest stage."}},
                   {"name": "Negotiation", "count": 41, "share": 0.223, "time": "8 d", "weak": True}],
    }


def context(theme: str = "light") -> dict[str, Any]:
    """Everything the gallery template reads."""
    return {
        "shell": shell(theme), "freshness": {"state": "fresh", "at": datetime(2026, 11, 20, 16, 42, tzinfo=UTC), "minutes": 0, "url": "#"},
        "picker": {"kind": "month", "label": "1–20 Nov 2026", "previous": "2026-10-01", "next": None, "start": date(2026, 11, 1), "end": date(2026, 11, 20)},
        "tiles": tiles(), "charts": charts(), "heat_rows": heat_rows(), "columns": columns(), "orders": orders_table(),
        "trail": [{"label": "My figures", "url": "#"}, {"label": "Revenue, excl. tax"}],
        "filter_fields": [{"name": "source", "label": "Source", "value": "fair", "options": [{"value": "", "label": "All"}, {"value": "fair", "label": "Trade fair"}]}],
        "applied": [{"text": "Source: Trade fair", "remove_url": "?"}],
        "target_cells": [{"name": "t1", "label": "Camille Roux, March", "value": "62000", "band": "55–66k"}, {"name": "t2", "label": "Léa Garnier, March", "value": "54000", "out": "over 49k"}],
        "readback": {"groups": [{"title": "Done", "lines": [{"icon": "telephone", "label": "Activity", "text": "Call, 12 min"}, {"icon": "building", "label": "Prospect", "text": "Ateliers Rivière"}], "warnings": ["Already a demo at 14:00 with Maison Vasseur."]}]},
        **people(), **figures(),
    }
