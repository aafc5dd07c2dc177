"""Every page a person can open in the demo, by name: its address, and the role it is made for."""

from __future__ import annotations

from dataclasses import dataclass

from tests.demo import Installation


@dataclass(frozen=True)
class Page:
    name: str
    role: str
    address: str
    status: int = 200


def pages_of(demo: Installation) -> list[Page]:
    """Each page once, for the role that works with it most."""
    rep = demo.id_of(
        "SELECT id FROM crm_user WHERE email = ?", demo.login("rep")["email"]
    )
    # A customer one is selling to again: every part of the page has something in it.
    prospect = demo.id_of(
        "SELECT d.prospect_id FROM crm_deal d"
        " JOIN crm_prospect p ON p.id = d.prospect_id AND p.owner_id = d.owner_id"
        " WHERE d.owner_id = ? GROUP BY d.prospect_id"
        " ORDER BY SUM(d.won_at IS NOT NULL) > 0"
        " AND SUM(d.won_at IS NULL AND d.lost_at IS NULL) > 0 DESC, COUNT(*), 1 LIMIT 1",
        rep,
    )
    won = demo.id_of(
        "SELECT id FROM crm_deal WHERE owner_id = ? AND won_at IS NOT NULL"
        " ORDER BY won_at DESC LIMIT 1",
        rep,
    )
    deal = demo.id_of(
        "SELECT d.id FROM crm_deal d JOIN crm_dealline l ON l.deal_id = d.id"
        " WHERE d.owner_id = ? AND d.won_at IS NULL AND d.lost_at IS NULL"
        " GROUP BY d.id ORDER BY COUNT(*) DESC, d.id LIMIT 1",
        rep,
    )
    call = demo.id_of(
        "SELECT id FROM crm_activity WHERE rep_id = ? ORDER BY at DESC LIMIT 1", rep
    )
    complaint = demo.id_of(
        "SELECT id FROM crm_complaint WHERE owner_id = ? ORDER BY id DESC LIMIT 1", rep
    )
    return [
        Page("sign-in", "anonymous", "/account/login/"),
        Page("password-reset", "anonymous", "/account/password/reset/"),
        *_of_rep(prospect, deal, won, call, complaint),
        *_of_leaders(),
    ]


def _of_rep(
    prospect: int, deal: int, won: int, call: int, complaint: int
) -> list[Page]:
    places = {
        "today": "/today/",
        "log": "/log/",
        "my-figures": "/figures/",
        "explain": "/figures/revenue/",
        "explain-rate": "/figures/win_rate/",
        "rankings": "/figures/rankings/",
        "catalogue": "/figures/catalogue/",
        "prospects": "/prospects/",
        "prospect": f"/prospects/{prospect}/",
        "prospect-new": "/prospects/new/",
        "prospect-edit": f"/prospects/{prospect}/edit/",
        "pipeline": "/pipeline/",
        "deals": "/pipeline/?view=list",
        "deal": f"/deals/{deal}/",
        "deal-won": f"/deals/{won}/",
        "deal-new": "/deals/new/",
        "deal-edit": f"/deals/{deal}/edit/",
        "deal-price": f"/deals/{deal}/price/",
        "deal-lose": f"/deals/{deal}/lose/",
        "activities": "/activities/",
        "activity": f"/activities/{call}/",
        "voice": "/voice/",
        "complaint": f"/voice/complaints/{complaint}/",
        "complaint-new": "/voice/complaints/new/",
        "preferences": "/me/",
        "password": "/account/password/change/",
        "two-steps": "/account/2fa/",
    }
    found = [Page(name, "rep", address) for name, address in places.items()]
    return [
        *found,
        Page("not-found", "rep", "/deals/999999999/", 404),
        Page("forbidden", "rep", "/setup/", 403),
    ]


def _of_leaders() -> list[Page]:
    return [
        Page("team", "manager", "/figures/team/"),
        Page("team-explain", "manager", "/figures/revenue/?period=quarter"),
        Page("team-rankings", "manager", "/figures/rankings/"),
        Page("targets", "manager", "/targets/"),
        Page("team-pipeline", "manager", "/pipeline/"),
        Page("setup", "admin", "/setup/"),
        Page("company", "admin", "/figures/team/"),
    ]
