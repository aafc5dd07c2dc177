"""Targets of the demo: what a team would have set from each person's ordinary month."""

from __future__ import annotations

from datetime import date, timedelta

from crm.civil import ends_at
from crm.models import Organisation, User
from crm.seeding.hooks import AFTER_DEMO, Baseline, DemoContext
from crm.seeding.tongue import said
from kpis.forecast import freezing
from kpis.models import Target
from kpis.ranking.choices import set_reference
from kpis.targets.aiming import lower_is_better, set_target

#: KPI, the baseline it is set from, its step, and how much more than usual is asked.
FLOWS = (
    ("revenue", "revenue", 100_000, 1.06),
    ("calls_made_all", "calls", 10, 1.05),
    ("demos", "demos", 1, 1.08),
    ("deals_won", "wins", 1, 1.05),
)
#: Levels a month is judged by, as they are: rates in basis points, days in hundredths.
LEVELS = (("lead_conversion", 1_600), ("win_rate", 4_000), ("sales_cycle", 4_500))
#: The figure with a harder level in the last months, how much harder, and how many are raised a team.
STRETCHED, STRETCHED_MONTHS, STRETCH = "revenue", 6, 1.12
RAISED, LESS = 2, 0.95
#: What one person is expected to do in a month, or the level of a rate in basis points.
REFERENCES = (("calls_made_all", 250), ("win_rate", 3_500), ("reach_rate", 4_000))
#: A newcomer's share of an ordinary target in the first, second and third month.
RAMP = (0.4, 0.6, 0.8)


def set_targets(context: DemoContext) -> None:
    """A target per KPI, person and month; levels for teams too. Same seed, same rows."""
    rows = []
    for people in context.people_by_team.values():
        for person in people:
            rows += _of_person(context, person)
    for team in context.teams.values():
        for month in _months(context):
            rows += [
                Target(kpi=kpi, team=team, period="month", starts_on=month, value=value)
                for kpi, value in LEVELS
            ]
    for row in rows:
        row.lower_is_better = lower_is_better(row.kpi)
        if row.kpi == STRETCHED and row.starts_on in context.months[-STRETCHED_MONTHS:]:
            row.stretch = round(row.value * STRETCH / 100_000) * 100_000
    Target.objects.bulk_create(rows, batch_size=1_000)
    _raise_some(context)


def _raise_some(context: DemoContext) -> None:
    """A few of this month's targets were raised once it was seen how the month began."""
    month = context.months[-1]
    for team, people in sorted(context.people_by_team.items()):
        raised = Target.objects.filter(
            kpi=STRETCHED, user__in=people, period="month", starts_on=month
        ).order_by("user__full_name")[:RAISED]
        for target in raised:
            final, by = target.value, context.managers.get(team, context.admin)
            less = round(final * LESS / 100_000) * 100_000
            for value, days in ((less, 30), (final, 6)):
                set_target(
                    by=by,
                    now=context.now - timedelta(days=days),
                    kpi=target.kpi,
                    period=target.period,
                    starts_on=month,
                    value=value,
                    user=target.user,
                )


def _months(context: DemoContext) -> list[date]:
    """To the end of this year: targets are set before their months begin."""
    last = context.months[-1]
    coming = [last.replace(month=month) for month in range(last.month + 1, 13)]
    return [*context.months, *coming]


def _of_person(context: DemoContext, person: User) -> list[Target]:
    baseline = context.baselines.get(person.pk)
    if baseline is None:
        return []
    since = context.since.get(person.pk)
    found = []
    for month in _months(context):
        share = _ramp(since, month) * context.season.get(month.month, 1.0)
        if not share:
            continue
        found += _flows(baseline, share, person, month)
        found += [
            Target(kpi=kpi, user=person, period="month", starts_on=month, value=value)
            for kpi, value in LEVELS
        ]
    return found


def _flows(baseline: Baseline, share: float, person: User, month: date) -> list[Target]:
    return [
        Target(
            kpi=kpi,
            user=person,
            period="month",
            starts_on=month,
            value=max(step, round(getattr(baseline, name) * share * ask / step) * step),
        )
        for kpi, name, step, ask in FLOWS
    ]


def _ramp(since: date | None, month: date) -> float:
    """0 before the person came, then a rising share of a full target."""
    if since is None:
        return 1.0
    served = (month.year - since.year) * 12 + month.month - since.month
    if served < 0:
        return 0.0
    return RAMP[served] if served < len(RAMP) else 1.0


def freeze_forecasts(context: DemoContext) -> None:
    """The forecast of each night of the demo, as if the application had stood there."""
    zone = Organisation.current().zone
    for day in freezing.missing(context.now):
        freezing.freeze_day(day, now=ends_at(day, zone))


def set_references(context: DemoContext) -> None:
    """Levels that the company measures people on, whatever their targets."""
    for kpi, value in REFERENCES:
        set_reference(
            kpi=kpi,
            value=value,
            source=said("House standard of the year"),
            by=context.admin,
            now=context.now,
        )


AFTER_DEMO.append(set_targets)
AFTER_DEMO.append(freeze_forecasts)
AFTER_DEMO.append(set_references)
