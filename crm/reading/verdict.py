"""Done or to do, and how it went: rules 1 to 3 of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crm.reading.drafts import Draft
from crm.reading.moments import MORNING, Moment, at_time, moment_of
from crm.reading.said import Doubt
from crm.reading.whens import Calendar

#: What happened; a plan cannot have it.
HAPPENED = frozenset(
    ["no_answer", "voicemail", "not_interested", "call_back", "meeting_booked"]
)
ENDED = frozenset(["no_show", "cancelled"])


@dataclass(frozen=True)
class Verdict:
    """What became of the action, when, and what is not sure; ``later`` belongs to the next step."""

    kind: str
    status: str
    outcome: str
    moment: Moment
    doubts: tuple[Doubt, ...] = ()
    later: Moment | None = None

    def doubting(self, field: str, code: str) -> Verdict:
        return replace(self, doubts=(*self.doubts, Doubt(field, code)))


def judge(draft: Draft, on: Calendar) -> Verdict:
    kind, asked = _kind(draft, on)
    moment = moment_of(draft, on)
    status = _status(draft, kind, moment, on)
    verdict = Verdict(kind, status, draft.outcome, moment)
    if asked:
        verdict = verdict.doubting("kind", "ask")
    elif "loose" in draft.flags:
        verdict = verdict.doubting("kind", "assumed")
    if status in ENDED:
        verdict = _ended(draft, verdict, on)
    elif status == "planned":
        verdict = _planned(draft, verdict, on)
    else:
        verdict = _held(draft, verdict, on)
    if draft.booked_when is not None and status == "held":
        verdict = replace(verdict, later=_booked(draft, on))
    if verdict.moment.code:
        verdict = verdict.doubting("at", verdict.moment.code)
    return verdict


def _booked(draft: Draft, on: Calendar) -> Moment:
    """When what was agreed on takes place, told apart from when it was agreed."""
    meant = replace(
        draft,
        when=draft.booked_when,
        hour=draft.booked_hour,
        form="todo",
        outcome="",
    )
    return moment_of(meant, on)


def _kind(draft: Draft, on: Calendar) -> tuple[str, bool]:
    """(kind, whether it must be asked)."""
    if draft.kind:
        ask = draft.kind == "task" and draft.form == "noun" and not draft.has_moment
        return draft.kind, ask
    if draft.state or draft.moved:
        return "meeting", True
    if draft.outcome == "meeting_booked" and moment_of(draft, on).is_after(on.now):
        return draft.booked or "meeting", False
    if draft.outcome in ("no_answer", "voicemail", "call_back", "reached"):
        return "call", False
    if (draft.win or draft.lose) and not (
        draft.outcome or draft.minutes or draft.complaint
    ):
        return "", False
    if draft.outcome or draft.minutes or draft.complaint or draft.direction:
        return "call", True
    if moment_of(draft, on).is_after(on.now):
        return ("meeting" if draft.hour else "task"), True
    return "note", True


def _status(draft: Draft, kind: str, moment: Moment, on: Calendar) -> str:
    if draft.state or draft.moved:
        return "no_show" if draft.state == "no_show" else "cancelled"
    after = moment.is_after(on.now)
    if draft.kind == "note" or kind == "":
        return "held"
    if draft.form == "todo":
        past = moment.said and not after and not _is_today_all_day(moment, on)
        return "held" if past else "planned"
    if draft.outcome == "call_back" and not draft.kind and after:
        return "planned"  # 'Durand à rappeler lundi'
    return "planned" if after and not _belongs_to_next(draft) else "held"


def _is_today_all_day(moment: Moment, on: Calendar) -> bool:
    return moment.all_day and moment.at.date() == on.today


def _belongs_to_next(draft: Draft) -> bool:
    """'NRP demain 9h', 'rdv pris jeudi': the day is that of what comes next."""
    if draft.outcome == "meeting_booked":
        return bool(draft.kind) and draft.kind not in ("meeting", draft.booked)
    if draft.outcome == "positive" and draft.outcome_first:  # 'called, ok for Thursday'
        came = draft.direction == "in"  # 'sms reçu, ok pour mardi 10h'
        return draft.form == "done" or draft.minutes is not None or came
    return draft.outcome in HAPPENED and draft.kind in ("", "call")


def _ended(draft: Draft, verdict: Verdict, on: Calendar) -> Verdict:
    """A cancelled or missed meeting stands where it was planned; without a day, that is today."""
    moment = verdict.moment
    if draft.moved and moment.is_after(on.now):  # the day said is the new one
        verdict = replace(verdict, later=moment)
        day = draft.moved_from.day.on if draft.moved_from else on.today
        moment = Moment(at_time(day, MORNING, on), True, said=False)
    elif not moment.said:
        moment = Moment(at_time(on.today, MORNING, on), True, said=False)
    elif verdict.status == "no_show" and moment.is_after(on.now):
        verdict = verdict.doubting("status", "contradiction")
    return replace(verdict, outcome="", moment=moment)


def _planned(draft: Draft, verdict: Verdict, on: Calendar) -> Verdict:
    moment = verdict.moment
    if not moment.said:  # to do, and nobody said when
        today = Moment(at_time(on.today, MORNING, on), True, said=False, code="assumed")
        verdict = replace(verdict, moment=today)
    happened = draft.form == "done" or (draft.outcome in HAPPENED and draft.kind)
    booked = draft.outcome == "meeting_booked"
    if (draft.minutes and draft.form != "todo") or (happened and not booked):
        verdict = verdict.doubting("status", "contradiction")
    return replace(verdict, outcome="")


def _held(draft: Draft, verdict: Verdict, on: Calendar) -> Verdict:
    moment = verdict.moment
    if moment.is_after(on.now):
        if _belongs_to_next(draft):
            verdict = replace(verdict, later=moment)
        elif verdict.kind:
            verdict = verdict.doubting("status", "contradiction")
        verdict = replace(verdict, moment=Moment(on.now, False, said=False))
    elif draft.form == "todo":
        verdict = verdict.doubting("status", "contradiction")
    elif _is_today_all_day(moment, on):
        verdict = replace(verdict, moment=Moment(on.now, False, said=True))
    return _outcome(draft, verdict)


def _outcome(draft: Draft, verdict: Verdict) -> Verdict:
    """A call with a length was answered; one with nothing else is asked about."""
    if verdict.kind != "call" or verdict.outcome:
        return verdict
    heard = (
        "reached" in draft.flags
        or draft.minutes
        or draft.direction == "in"
        or draft.complaint
    )
    if heard:
        return replace(verdict, outcome="reached")
    said = (
        draft.has_moment
        or draft.form == "done"
        or any(p.is_text for p in draft.pieces if p.tag == "text")
    )
    if said or draft.win or draft.lose:
        return replace(verdict, outcome="reached").doubting("outcome", "assumed")
    return verdict.doubting("outcome", "ask")
