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
        *_one_to_one(rep),
        *_named(prospect, deal, complaint),
        *_found(demo, rep),
        *_of_leaders(
            demo.id_of("SELECT id FROM kpis_scorecard ORDER BY id DESC LIMIT 1")
        ),
        *_about_customers(),
        *_of_admin(demo, rep),
    ]


def _of_rep(
    prospect: int, deal: int, won: int, call: int, complaint: int
) -> list[Page]:
    places = {
        "today": "/today/",
        "plan-tomorrow": "/today/plan/",
        "week": "/activities/week/",
        "notices": "/notices/",
        "search": "/search/?q=du",
        "imports": "/imports/",
        "log": "/log/",
        "my-figures": "/figures/",
        "my-alerts": "/alerts/",
        "my-plans": "/plans/",
        "explain": "/figures/revenue/",
        "explain-rate": "/figures/win_rate/",
        "rankings": "/figures/rankings/",
        "funnel": "/figures/funnel/",
        "forecast": "/figures/forecast/",
        "noticed": "/figures/noticed/",
        "summary": "/figures/summary/",
        "choose": "/figures/choose/",
        "quality": "/figures/quality/",
        "catalogue": "/figures/catalogue/",
        "prospects": "/prospects/",
        "duplicates": "/prospects/duplicates/",
        "view-new": "/views/prospects/new/",
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
        "voice-summary": "/voice/summary/",
        "survey-answers": "/voice/surveys/",
        "survey-answer-new": "/voice/surveys/answers/new/",
        "verbatims": "/voice/verbatims/",
        "verbatim-new": "/voice/verbatims/new/",
        "reviews": "/voice/reviews/",
        "review-new": "/voice/reviews/new/",
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


#: Pages about one record: what stands behind its address.
PROSPECT = "contracts/new step assign next objection snooze tags survey call merge contacts/new"
DEAL = "assign win snooze delivery quotes/new time/new costs/new"
COMPLAINT = "assign edit resolve"


def _named(prospect: int, deal: int, complaint: int) -> list[Page]:
    """Each sheet of a prospect, a deal and a complaint, as a page of its own."""
    rooms = (
        ("prospect", f"/prospects/{prospect}/", PROSPECT),
        ("deal", f"/deals/{deal}/", DEAL),
        ("complaint", f"/voice/complaints/{complaint}/", COMPLAINT),
    )
    return [
        Page(f"{name}-{act.replace('/', '-')}", "rep", f"{address}{act}/")
        for name, address, acts in rooms
        for act in acts.split()
    ]


#: What the demo holds of the rep's: the first of each, and its page.
FIRSTS = {
    "quote": (
        "SELECT q.id FROM crm_quote q JOIN crm_deal d ON d.id = q.deal_id"
        " WHERE d.owner_id = ? ORDER BY q.id DESC LIMIT 1",
        "/quotes/{}/",
    ),
    "subscription-change": (
        "SELECT s.id FROM crm_subscription s JOIN crm_deal d ON d.id = s.deal_id"
        " WHERE d.owner_id = ? AND s.ended_on IS NULL ORDER BY s.id DESC LIMIT 1",
        "/subscriptions/{}/change/",
    ),
    "contact-edit": (
        "SELECT c.id FROM crm_contact c JOIN crm_prospect p ON p.id = c.prospect_id"
        " WHERE p.owner_id = ? ORDER BY c.id LIMIT 1",
        "/contacts/{}/edit/",
    ),
    "survey-answer": (
        "SELECT a.id FROM crm_surveyanswer a JOIN crm_prospect p"
        " ON p.id = a.prospect_id WHERE p.owner_id = ? ORDER BY a.id LIMIT 1",
        "/voice/surveys/answers/{}/",
    ),
    "verbatim": (
        "SELECT v.id FROM crm_verbatim v JOIN crm_prospect p ON p.id = v.prospect_id"
        " WHERE p.owner_id = ? ORDER BY v.id LIMIT 1",
        "/voice/verbatims/{}/",
    ),
}


def _found(demo: Installation, rep: int) -> list[Page]:
    """Records that a rep comes to from the pages above."""
    return [
        Page(name, "rep", address.format(demo.id_of(statement, rep)))
        for name, (statement, address) in FIRSTS.items()
    ]


def _one_to_one(rep: int) -> list[Page]:
    """The rep's own, as they and their manager open it, and what is written there."""
    page = f"/team/{rep}/one-to-one/"
    return [
        Page("one-to-one", "rep", page),
        Page("team-one-to-one", "manager", page),
        Page("coaching-note-new", "manager", f"/team/{rep}/notes/new/"),
        Page("agreement-new", "rep", f"/team/{rep}/agreements/new/"),
    ]


def _of_leaders(card: int) -> list[Page]:
    return [
        Page("team", "manager", "/figures/team/"),
        Page("team-strengths", "manager", "/team/strengths/"),
        Page("team-figure", "manager", "/team/figure/"),
        Page("team-figure-rate", "manager", "/team/figure/?kpi=win_rate"),
        Page("team-explain", "manager", "/figures/revenue/?period=quarter"),
        Page("team-rankings", "manager", "/figures/rankings/"),
        Page("team-funnel", "manager", "/figures/funnel/?basis=period"),
        Page("board-of-cards", "manager", "/figures/rankings/?kpi=rep_score"),
        Page("board-of-teams", "manager", "/figures/rankings/?of=teams"),
        Page("team-forecast", "manager", "/figures/forecast/?span=12&taken=10"),
        Page("team-noticed", "manager", "/figures/noticed/?period=quarter"),
        Page("correlation", "manager", "/figures/correlation/?by=rep"),
        Page("team-summary", "manager", "/figures/summary/"),
        Page("review", "manager", "/review/"),
        Page("digest", "rep", "/digest/"),
        Page("months", "admin", "/months/"),
        Page("month-close", "admin", "/months/2026-06/close/"),
        Page("team-quality", "manager", "/figures/quality/"),
        Page("targets", "manager", "/targets/"),
        Page("alerts", "manager", "/alerts/"),
        Page("alerts-history", "manager", "/alerts/history/"),
        Page("alert-rules", "manager", "/alerts/rules/"),
        Page("alert-rule-new", "manager", "/alerts/rules/new/"),
        Page("plans", "manager", "/plans/"),
        Page("plan-new", "manager", "/plans/new/"),
        Page("priority-new", "manager", "/priorities/new/"),
        Page("target-beside", "manager", "/targets/beside/"),
        Page("team-pipeline", "manager", "/pipeline/"),
        Page("setup", "admin", "/setup/"),
        Page("company", "admin", "/figures/team/"),
        Page("score-cards", "admin", "/figures/cards/"),
        Page("score-card", "admin", f"/figures/cards/{card}/"),
    ]


def _about_customers() -> list[Page]:
    """What customers bring, who may leave, lists of them, where prospects come from: for both roles."""
    places = {
        "worth": "/figures/worth/",
        "worth-groups": "/figures/worth/?of=source",
        "risk": "/figures/worth/risk/",
        "customer-list": "/figures/worth/lists/?since=1",
        "prospecting": "/figures/prospecting/",
    }
    found = [Page(name, "rep", address) for name, address in places.items()]
    return found + [Page(f"team-{n}", "manager", a) for n, a in places.items()]


#: The tables an admin keeps; two are opened, for they are built alike.
KEPT = "products campaigns costs rates visitors absences working-times"


def _of_admin(demo: Installation, rep: int) -> list[Page]:
    stage = demo.id_of("SELECT id FROM crm_stage ORDER BY position LIMIT 1")
    pipeline = demo.id_of("SELECT id FROM crm_pipeline ORDER BY id LIMIT 1")
    team = demo.id_of("SELECT id FROM crm_team WHERE id > 0 ORDER BY id LIMIT 1")
    places = {
        "first-steps": "/start/",
        "setup-organisation": "/setup/organisation/",
        "setup-lists": "/setup/lists/",
        "setup-list": "/setup/lists/regions/",
        "setup-list-new": "/setup/lists/regions/new/",
        "setup-pipelines": "/setup/pipelines/",
        "setup-pipeline": f"/setup/pipelines/{pipeline}/",
        "setup-stage": f"/setup/stages/{stage}/",
        "setup-team": f"/setup/teams/{team}/",
        "setup-person": f"/setup/people/{rep}/",
        "setup-person-join": f"/setup/people/{rep}/team/",
        "setup-person-new": "/setup/people/new/",
        "person-leave": f"/setup/people/{rep}/leave/",
        "setup-costs-new": "/setup/costs/new/",
        "setup-absences-new": "/setup/absences/new/",
        **{f"setup-{kind}": f"/setup/{kind}/" for kind in KEPT.split()},
    }
    return [Page(name, "admin", address) for name, address in places.items()]
