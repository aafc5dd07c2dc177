"""What the actions of a line share, and which of them is the next step of another."""

from __future__ import annotations

from dataclasses import replace

from crm.reading.drafts import Draft
from crm.reading.moments import Moment, next_working_day
from crm.reading.said import Doubt, NextStep, Reading
from crm.reading.verdict import Verdict
from crm.reading.whens import Calendar


def share(drafts: list[Draft]) -> None:
    """In '3 appels Acme, Durand, Lefèvre NRP' what is said once is said of each."""
    for group in _lists(drafts):
        first, last = group[0], group[-1]
        alone = all(not (d.outcome or d.minutes or d.state) for d in group[:-1])
        for draft in group:
            draft.kind = draft.kind or first.kind
            draft.form = draft.form or first.form
            draft.flags |= first.flags & {"site"}
            draft.direction = draft.direction or first.direction
            if not draft.has_moment:
                source = first if first.has_moment else last
                draft.when, draft.hour = source.when, source.hour
            if alone:
                draft.outcome, draft.minutes = last.outcome, last.minutes
                draft.state = last.state


def _lists(drafts: list[Draft]) -> list[list[Draft]]:
    groups: list[list[Draft]] = []
    for draft in drafts:
        if draft.opened == "listed" and groups:
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return [group for group in groups if len(group) > 1]


def follow(
    drafts: list[Draft], verdicts: list[Verdict], readings: list[Reading], on: Calendar
) -> list[Reading]:
    """Plans without a person of their own become the next step of what stands before."""
    found: list[Reading] = []
    group = 0  # where the list begins that ends with the last reading
    for draft, verdict, reading in zip(drafts, verdicts, readings, strict=True):
        if found and _is_next(draft, verdict, reading, found[-1]):
            step, doubts = _step(draft, verdict, reading, found[-1], on)
            for i in range(group, len(found)):
                found[i] = _planning(found[i], step, doubts, reading)
            continue
        group = group if draft.opened == "listed" else len(found)
        reading = _inheriting(draft, reading, found)
        found.append(_with_later(draft, verdict, reading))
    return _counted(drafts, found)


def _is_next(draft: Draft, verdict: Verdict, reading: Reading, before: Reading) -> bool:
    if before.next_step is not None or not before.kind:
        return False
    if draft.who is not None and reading.who != before.who:
        return False
    # A step keeps no name of its own ('annulé ! Luc appel demain') and no complaint.
    stranger = draft.who is None and draft.new is not None
    if reading.complaint or (stranger and reading.new_name != before.new_name):
        return False
    return verdict.status == "planned" or (draft.moved and verdict.later is not None)


def _step(
    draft: Draft, verdict: Verdict, reading: Reading, before: Reading, on: Calendar
) -> tuple[NextStep, tuple[Doubt, ...]]:
    moment: Moment = verdict.later or verdict.moment
    if not moment.said:
        moment = next_working_day(on)
    kind = before.kind if draft.moved and not draft.kind else reading.kind
    lasts = (
        reading.minutes is not None
    )  # a length of what is to come contradicts nothing
    subject = " ".join(part for part in (reading.subject, reading.note) if part)
    doubts = tuple(
        Doubt("next_step", doubt.code)
        for doubt in reading.doubts
        if (doubt.field in ("at", "kind") or (doubt.field == "status" and not lasts))
        and doubt.code != "assumed"
        and not draft.moved
    )
    if moment.code:
        doubts = (*doubts, Doubt("next_step", moment.code))
    step = NextStep(kind, moment.at, moment.all_day, subject[:200], reading.minutes)
    return step, tuple(dict.fromkeys(doubts))


def _planning(
    reading: Reading, step: NextStep, doubts: tuple[Doubt, ...], plan: Reading
) -> Reading:
    amount = reading.amount if reading.amount is not None else plan.amount
    return replace(
        reading, next_step=step, amount=amount, doubts=(*reading.doubts, *doubts)
    )


def _with_later(draft: Draft, verdict: Verdict, reading: Reading) -> Reading:
    """'NRP demain 9h', 'rdv pris jeudi 10h': the moment is that of the next step."""
    moment = verdict.later
    if moment is None:
        return reading
    kind = draft.booked or ("call" if reading.kind == "call" else reading.kind)
    if draft.outcome == "positive":  # 'ok for Thursday': for what is not said
        kind = "task" if moment.all_day else "meeting"
    doubts = [Doubt("next_step", moment.code)] if moment.code else []
    if draft.outcome in ("no_answer", "voicemail", "not_interested", "positive"):
        doubts.append(Doubt("next_step", "assumed"))
    kept = tuple(d for d in reading.doubts if d.field != "at")
    step = NextStep(kind, moment.at, moment.all_day)
    return replace(reading, next_step=step, doubts=(*kept, *doubts))


def _inheriting(draft: Draft, reading: Reading, found: list[Reading]) -> Reading:
    """A second action without a name is with the person of the first."""
    if not found or draft.who is not None or draft.new is not None:
        return reading
    before = found[-1]
    kept = tuple(d for d in reading.doubts if d.field != "who")
    theirs = tuple(d for d in before.doubts if d.field == "who")
    return replace(
        reading,
        who=before.who,
        candidates=before.candidates,
        new_name=before.new_name,
        doubts=(*theirs, *kept),
    )


def _counted(drafts: list[Draft], found: list[Reading]) -> list[Reading]:
    """'3 appels' with two names: one of them is missing."""
    count = next((d.count for d in drafts if d.count), 0)
    named = sum(1 for d in drafts if d.opened in ("first", "listed"))
    if count and count != named and found:
        doubt = Doubt("who", "count")
        found = [replace(found[0], doubts=(*found[0].doubts, doubt)), *found[1:]]
    return found
