"""Who may use each address: one line a route. tests/access holds every route to its line.

What a record's owner, team and role decide stands in crm/access.py; here stands what the route asks
for. Order: who must ask; which methods it takes; which kind of record its address names, and for
which of its methods reading that record is enough (any other must be allowed to change it).

Whoever has not signed in is sent to the sign-in page (pages) or gets 401 (API). Then: a method that
is not listed 405, a role that may not 403, a record outside the scope 404 like a missing one, a
record one may only read 403.
"""

from __future__ import annotations

from config.rules import ASKED, FORM, READING, SEEN, SENT, Rule, Who
from config.rules import between as _between
from config.rules import changes as _changes
from config.rules import form as _form
from config.rules import own as _own
from config.rules import page as _page
from config.rules import reads as _reads

__all__ = ["PACKAGES", "POLICY", "READING", "Rule", "Who"]

POLICY: dict[str, Rule] = {
    # probes
    "healthz": _page(who=Who.ANYBODY),
    "readyz": _page(who=Who.ANYBODY),
    "metrics": _page(who=Who.MACHINES),
    # the language of a browser, a cookie: whatever is sent, it goes back where it came from
    "set_language": Rule(
        Who.ANYBODY, ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
    ),
    # what each person finds is what they may see
    "crm:search": _page(),
    # files people drop: what is in them is written within their own rights
    "crm:imports": _form(),
    "crm:import": _own("importrun"),
    "crm:import-rejected": _own("importrun", SEEN),
    # work of one's own
    "crm:job": _own("job", SEEN),
    "crm:undo": _own("wayback", SENT),
    # people
    "crm:home": _page(),
    "crm:today": _page(),
    "crm:preferences": _form(),
    # today
    "crm:week": _page(),
    # whoever holds the secret of the address
    "crm:calendar": _page(who=Who.ANYBODY),
    "crm:calendar-feed": Rule(Who.SIGNED_IN, SENT),
    "crm:calendar-feed-revoke": Rule(Who.SIGNED_IN, SENT),
    "crm:notices": _page(),
    "crm:bell": _page(),
    "crm:notices-read": Rule(Who.SIGNED_IN, SENT),
    "crm:notice-read": _own("notice", SENT),
    "crm:plan-tomorrow": _form(),
    "crm:prospect-plan": _changes("prospect", SENT),
    "crm:prospect-called": _changes("prospect", SENT),
    "crm:prospect-snooze": _changes("prospect"),
    "crm:deal-snooze": _changes("deal"),
    "crm:complaint-snooze": _changes("complaint"),
    "crm:first-steps": _page(who=Who.ADMINS),
    "crm:setup": _page(who=Who.ADMINS),
    # a list by its word, a value by its number in it
    "crm:setup-lists": _page(who=Who.ADMINS),
    "crm:setup-list": _page(who=Who.ADMINS),
    "crm:setup-list-new": _form(who=Who.ADMINS),
    "crm:setup-list-value": _form(who=Who.ADMINS),
    "crm:setup-list-place": Rule(Who.ADMINS, SENT),
    "crm:setup-list-retire": Rule(Who.ADMINS, SENT),
    "crm:setup-list-delete": Rule(Who.ADMINS, SENT),
    "crm:setup-list-merge": _form(who=Who.ADMINS),
    "crm:setup-organisation": _form(who=Who.ADMINS),
    "crm:setup-rates-price": Rule(Who.ADMINS, SENT),
    "crm:setup-team-new": _form(who=Who.ADMINS),
    "crm:setup-team": _changes("team", who=Who.ADMINS),
    "crm:setup-team-archive": _changes("team", SENT, who=Who.ADMINS),
    "crm:setup-pipelines": _page(who=Who.ADMINS),
    "crm:setup-pipeline-new": _form(who=Who.ADMINS),
    "crm:setup-pipeline": _changes("pipeline", who=Who.ADMINS),
    "crm:setup-pipeline-place": _changes("pipeline", SENT, who=Who.ADMINS),
    "crm:setup-pipeline-archive": _changes("pipeline", who=Who.ADMINS),
    "crm:setup-pipeline-restore": _changes("pipeline", SENT, who=Who.ADMINS),
    "crm:setup-stage-new": _changes("pipeline", who=Who.ADMINS),
    "crm:setup-stage": _changes("stage", who=Who.ADMINS),
    "crm:setup-stage-place": _changes("stage", SENT, who=Who.ADMINS),
    "crm:setup-stage-archive": _changes("stage", who=Who.ADMINS),
    "crm:setup-stage-restore": _changes("stage", SENT, who=Who.ADMINS),
    "crm:setup-person-new": _form(who=Who.ADMINS),
    "crm:setup-person": _changes("person", who=Who.ADMINS),
    "crm:setup-person-join": _changes("person", who=Who.ADMINS),
    "crm:setup-person-invite": _changes("person", SENT, who=Who.ADMINS),
    "crm:setup-person-reactivate": _changes("person", SENT, who=Who.ADMINS),
    # prospects
    # lists
    "crm:view-new": _form(),
    "crm:view-edit": _own("savedview"),
    "crm:view-replace": _own("savedview", SENT),
    "crm:view-delete": _own("savedview", SENT),
    "crm:prospects-bulk": _form(),
    "crm:prospect-tags": _changes("prospect"),
    "crm:person-leave": _changes("person", who=Who.ADMINS),
    "crm:prospects": _page(),
    "crm:prospects-csv": _page(),
    "crm:prospect-find": _page(),
    "crm:prospect-new": _form(),
    "crm:prospect": _reads("prospect"),
    "crm:prospect-edit": _changes("prospect"),
    "crm:prospect-step": _changes("prospect"),
    "crm:prospect-assign": _changes("prospect"),
    "crm:prospect-timeline": _reads("prospect"),
    "crm:prospect-step-withdraw": _changes("prospect"),
    "crm:prospect-next": _changes("prospect"),
    "crm:prospect-objection": _changes("prospect"),
    "crm:prospect-allow": _changes("prospect", SENT),
    "crm:prospect-archive": _changes("prospect", SENT),
    "crm:prospect-restore": _changes("prospect", SENT),
    "crm:merge": _changes("prospect"),
    "crm:distinct": _changes("prospect", SENT),
    "crm:call": _changes("prospect"),
    "crm:duplicates": _page(),
    "crm:likely": _page(),
    "crm:contact-new": _changes("prospect"),
    "crm:contact-edit": _changes("contact"),
    "crm:contact-main": _changes("contact", SENT),
    "crm:contact-archive": _changes("contact", SENT),
    # deals
    "crm:pipeline": _page(),
    "crm:deals-csv": _page(),
    "crm:deal-new": _form(),
    "crm:deal": _reads("deal"),
    "crm:deal-timeline": _reads("deal"),
    "crm:deal-edit": _changes("deal"),
    "crm:deal-price": _changes("deal"),
    "crm:deal-assign": _changes("deal"),
    "crm:deal-move": _changes("deal", SENT),
    "crm:deal-forecast": _changes("deal", SENT),
    "crm:deal-win": _changes("deal"),
    "crm:deal-lose": _changes("deal"),
    "crm:deal-reason": _changes("deal"),
    "crm:deal-reopen": _changes("deal", SENT),
    # quotes
    "crm:quote-new": _changes("deal"),
    "crm:quote": _reads("quote"),
    "crm:quote-pdf": _reads("quote"),
    "crm:quote-edit": _changes("quote"),
    "crm:quote-version": _changes("quote", SENT),
    "crm:quote-discard": _changes("quote", SENT),
    "crm:quote-send": _changes("quote", SENT),
    "crm:quote-sign": _changes("quote"),
    "crm:quote-refuse": _changes("quote"),
    "crm:quote-win": _changes("quote"),
    # what a deal brings again and again, when it comes, what it takes
    "crm:contract-new": _changes("prospect"),
    "crm:contract-end": _changes("contract"),
    "crm:subscription-new": _changes("prospect"),
    "crm:subscription-change": _changes("subscription"),
    "crm:subscription-end": _changes("subscription"),
    "crm:deal-delivery": _changes("deal"),
    "crm:time-new": _changes("deal"),
    "crm:time-edit": _changes("timeentry"),
    "crm:time-delete": _changes("timeentry", SENT),
    "crm:deal-cost-new": _changes("deal"),
    "crm:deal-cost-edit": _changes("costentry"),
    "crm:deal-cost-delete": _changes("costentry", SENT),
    # files
    "crm:deal-files": _changes("deal"),
    "crm:prospect-files": _changes("prospect"),
    "crm:complaint-files": _changes("complaint"),
    # a list as a file, as far as its reader may read; what was written for them in the background
    "crm:take": _form(),
    "crm:taken": _own("job", SEEN),
    "crm:file": _reads("attachment"),
    "crm:file-delete": _changes("attachment", SENT),
    # activities
    "crm:log": _form(),
    # reads a line back: nothing is written, but what is typed stays out of addresses
    "crm:log-read": Rule(Who.SIGNED_IN, SENT),
    "crm:activities": _page(),
    "crm:activities-csv": _page(),
    "crm:activity": _reads("activity", FORM),
    "crm:activity-done": _changes("activity", SENT),
    "crm:activity-again": _changes("activity", SENT),
    "crm:activity-move": _changes("activity"),
    "crm:activity-cancel": _changes("activity", SENT),
    "crm:activity-delete": _changes("activity", SENT),
    # voice
    "crm:voice": _page(),
    "crm:voice-csv": _page(),
    "crm:complaint-new": _form(),
    "crm:complaint": _reads("complaint"),
    "crm:complaint-answer": _changes("complaint", SENT),
    "crm:complaint-resolve": _changes("complaint"),
    "crm:complaint-reopen": _changes("complaint", SENT),
    "crm:complaint-assign": _changes("complaint"),
    "crm:complaint-edit": _changes("complaint"),
    "crm:voice-summary": _page(),
    "crm:survey-send": _changes("prospect"),
    "crm:survey-answers": _page(),
    "crm:survey-invitation": _reads("surveyinvitation"),
    "crm:survey-answer-new": _form(),
    "crm:survey-answer": _reads("surveyanswer"),
    "crm:survey-answer-delete": _changes("surveyanswer", SENT),
    # the customer's own page: the secret in its address is what lets them in
    "crm:survey": _form(who=Who.ANYBODY),
    "crm:verbatims": _page(),
    "crm:verbatim-new": _form(),
    "crm:verbatim": _reads("verbatim"),
    "crm:verbatim-complain": _changes("verbatim"),
    "crm:verbatim-delete": _changes("verbatim", SENT),
    "crm:reviews": _page(),
    "crm:review-new": _form(),
    "crm:review": _reads("review"),
    "crm:review-delete": _changes("review", SENT),
    # figures: the scope narrows what they say (crm.access.figure_scope)
    "kpis:my-figures": _page(),
    "kpis:freshness": _page(),
    "kpis:today-strip": _page(),
    "kpis:after-log": _page(),
    "kpis:rankings": _page(),
    "kpis:ranking-csv": _page(),
    "kpis:ranking-parts": _page(),
    # one's own name on boards
    "kpis:ranking-private": Rule(Who.SIGNED_IN, SENT),
    "kpis:ranking-rules": Rule(Who.ADMINS, SENT),
    "kpis:reference": Rule(Who.ADMINS, SENT),
    "kpis:score-cards": _page(who=Who.ADMINS),
    "kpis:score-card-new": _form(who=Who.ADMINS),
    "kpis:score-card": _changes("scorecard", who=Who.ADMINS),
    "kpis:score-card-archive": _changes("scorecard", SENT, who=Who.ADMINS),
    "kpis:score-card-productivity": _changes("scorecard", SENT, who=Who.ADMINS),
    "kpis:catalogue": _page(),
    "kpis:catalogue-csv": _page(),
    # own tiles; a team's only for who leads it, any other team is 404
    "kpis:choose": _form(),
    "kpis:opened": Rule(Who.SIGNED_IN, SENT),
    "kpis:retire": _form(who=Who.ADMINS),
    "kpis:restore": Rule(Who.ADMINS, SENT),
    "kpis:summary": _page(),
    "kpis:quality": _page(),
    "kpis:noticed": _page(),
    "kpis:noticed-few": _page(),
    "kpis:noticed-changed": _page(),
    "kpis:correlation": _page(),
    "kpis:explain": _page(),
    "kpis:rows-csv": _page(),
    "kpis:split-csv": _page(),
    # the tables of a page of figures: asked as that page asks
    "kpis:export": _form(),
    "kpis:review": _page(who=Who.LEADERS),
    "kpis:digest": _form(),
    # whoever holds the link under their mail
    "kpis:digest-stop": _form(who=Who.ANYBODY),
    # a month by its name, 2026-10
    "kpis:months": _form(who=Who.ADMINS),
    "kpis:month": _page(who=Who.ADMINS),
    "kpis:month-reopen": Rule(Who.ADMINS, SENT),
    "kpis:funnel": _page(),
    "kpis:forecast": _page(),
    "kpis:team": _page(who=Who.LEADERS),
    "kpis:team-csv": _page(who=Who.LEADERS),
    "kpis:team-strengths": _page(who=Who.LEADERS),
    "kpis:team-figure": _page(who=Who.LEADERS),
    # one-to-ones
    "kpis:one-to-one": _between("person", SEEN),
    "kpis:coaching-note-new": _between("person"),
    "kpis:coaching-note-edit": _between("coachingnote", authored=True),
    "kpis:coaching-note-delete": _between("coachingnote", SENT, authored=True),
    "kpis:agreement-new": _between("person"),
    "kpis:agreement-edit": _between("agreement", authored=True),
    "kpis:agreement-tick": _between("agreement", SENT),
    "kpis:agreement-delete": _between("agreement", SENT, authored=True),
    "kpis:targets": _form(who=Who.LEADERS),
    "kpis:target-beside": _page(who=Who.LEADERS),
    "kpis:targets-csv": _page(who=Who.LEADERS),
    "kpis:target-delete": _changes("target", SENT, who=Who.LEADERS),
    # customers worth the effort: figures by credit, names by record
    "kpis:worth": _page(),
    "kpis:risk": _page(),
    "kpis:risk-few": _page(),
    "kpis:customer-list": _page(),
    "kpis:prospecting": _page(),
    # alerts about whom one leads; everybody sees their own, acting is for who leads
    "kpis:alerts": _page(),
    "kpis:alerts-history": _page(),
    "kpis:alert-acknowledge": _changes("alert", who=Who.LEADERS),
    "kpis:alert-snooze": _changes("alert", who=Who.LEADERS),
    "kpis:alert-close": _changes("alert", who=Who.LEADERS),
    "kpis:alert-rules": _page(who=Who.LEADERS),
    "kpis:alert-rule-new": _form(who=Who.LEADERS),
    "kpis:alert-rule": _changes("alertrule", who=Who.LEADERS),
    "kpis:alert-rule-end": _changes("alertrule", SENT, who=Who.LEADERS),
    # a plan is opened by who leads, worked on by who sees to it
    "kpis:plans": _page(),
    "kpis:plan-new": _form(who=Who.LEADERS),
    "kpis:plan": _between("actionplan", SEEN),
    "kpis:plan-edit": _changes("actionplan", who=Who.LEADERS),
    "kpis:plan-end": _between("actionplan"),
    "kpis:plan-reopen": _between("actionplan", SENT),
    "kpis:plan-step": _between("actionplan", SENT),
    "kpis:step-done": _between("planstep", SENT),
    # whoever may open a figure may speak of it, and take back own words
    "kpis:say": Rule(Who.SIGNED_IN, SENT),
    "kpis:said-delete": _own("figurecomment", SENT),
    "kpis:said-decline": _changes("figurecomment", SENT, who=Who.LEADERS),
    "kpis:priority-new": _form(who=Who.LEADERS),
    "kpis:priority-unpin": _changes("priority", SENT, who=Who.LEADERS),
    # programs
    "api:schema": Rule(Who.SIGNED_IN, (*SEEN, "OPTIONS")),
    "api:docs": _page(),
    "api:token": Rule(Who.PROGRAMS, ("POST", "DELETE", "OPTIONS")),
    "api:token-signed-in": Rule(Who.SIGNED_IN, ("POST", "OPTIONS")),
    "api:token-revoke-all": Rule(Who.PROGRAMS, ("POST", "OPTIONS")),
    "api:activities": Rule(Who.SIGNED_IN, (*ASKED, "POST")),
    "api:activity": _reads("activity", ASKED),
    "api:prospects": Rule(Who.SIGNED_IN, (*ASKED, "POST")),
    "api:prospect": _reads("prospect", ASKED),
    "api:deals": Rule(Who.SIGNED_IN, (*ASKED, "POST")),
    "api:deal": _reads("deal", ASKED),
    "api:kpis": Rule(Who.SIGNED_IN, ASKED),
    "api:kpi-values": Rule(Who.SIGNED_IN, ASKED),
    "api:kpi-rows": Rule(Who.SIGNED_IN, ASKED),
}

#: The tables an admin keeps: the same four addresses each (crm/setup/tables.py).
for _kind in (
    "products",
    "campaigns",
    "costs",
    "rates",
    "visitors",
    "absences",
    "working-times",
):
    POLICY |= {
        f"crm:setup-{_kind}": _page(who=Who.ADMINS),
        f"crm:setup-{_kind}-new": _form(who=Who.ADMINS),
        f"crm:setup-{_kind}-edit": _changes(_kind, who=Who.ADMINS),
        f"crm:setup-{_kind}-delete": _changes(_kind, SENT, who=Who.ADMINS),
    }

#: Routes of packages, by the package of their view: they keep their own rules about sessions, and
#: show or change nothing but the account of whoever asks.
PACKAGES: dict[str, Who] = {"allauth.account": Who.ANYBODY, "allauth.mfa": Who.ANYBODY}
