"""Alerts opened and closed, whatever comes in which order: properties, beside a model in plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from crm.models import AuditEntry, Team, User
from kpis.alerts import acts, settling
from kpis.alerts.judging import Line, State, Verdict, judge
from kpis.alerts.rules import Wanted, make_rule
from kpis.alerts.settling import Settled, settle
from kpis.catalogue import KPIS
from kpis.models import Alert, AlertRule
from kpis.subjects import Subject
from kpis.targets.attainment import Standing
from kpis.values import plain
from tests.factories import NOW
from tests.properties.living import taken_back

#: Examples of a property in every test run, and under ``make fuzz``.
SIZES = [
    pytest.param(12, id="everyday"),
    pytest.param(600, id="many", marks=pytest.mark.fuzz),
]
HAND = "hand"
#: What one look says of one subject; None: it is not watched any more.
Said = State | None


@dataclass(frozen=True)
class Tick:
    """One look, some hours after the one before: what it says of each subject, or who closes by hand."""

    hours: int
    said: tuple[Said | str, ...]


def ticks(subjects: int) -> st.SearchStrategy[list[Tick]]:
    one = st.sampled_from([*State, State.RAISED, State.GONE, None, HAND])
    said = st.tuples(*[one] * subjects)
    return st.lists(st.builds(Tick, st.integers(0, 60), said), min_size=2, max_size=12)


@dataclass
class Model:
    """What ought to be: {subject: opened, closed}, in a dozen lines."""

    quiet: timedelta
    opened: dict[str, datetime] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    count: int = 0

    def look(self, key: str, said: Said, now: datetime) -> None:
        if key in self.opened:
            if said in (None, State.GONE):
                self.close(key, now)
        elif said == State.RAISED:
            last = self.ended.get(key)
            if last is None or last + self.quiet <= now:
                self.opened[key] = now
                self.count += 1

    def close(self, key: str, now: datetime) -> None:
        if self.opened.pop(key, None):
            self.ended[key] = now


def proved(
    check: Any, strategy: Any, examples: int, phases: tuple[Phase, ...] = tuple(Phase)
) -> None:
    @hypothesis.given(drawn=strategy)
    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    def holds(drawn: Any) -> None:
        with taken_back():
            check(drawn)

    holds()


def rule(cooldown: int, **said: Any) -> AlertRule:
    usual: dict[str, Any] = {"who": "each", "level": 3, "cooldown_days": cooldown}
    return make_rule(
        wanted=Wanted(kpi="calls_made_all", kind="below", **usual | said),
        by=None,
        now=NOW,
    )


def verdict(state: State, value: int = 1) -> Verdict:
    return Verdict(state, Fraction(value), Fraction(3))


def look(
    watched: AlertRule, subjects: list[Subject], tick: Tick, now: datetime, by: User
) -> Settled:
    """Whoever is closed by hand is so before the look, which then says nothing of it."""
    for subject, said in zip(subjects, tick.said, strict=True):
        if said == HAND:
            for alert in watched.alerts.open().filter(subject=subject.key):
                acts.close(alert=alert, reason="", by=by, now=now)
    verdicts = {
        subject: verdict(State.UNKNOWN if said == HAND else State(said))
        for subject, said in zip(subjects, tick.said, strict=True)
        if said is not None
    }
    return settle(rule_id=watched.pk, verdicts=verdicts, now=now)


def as_they_are() -> list[dict[str, Any]]:
    return list(Alert.objects.order_by("pk").values())


def followed(drawn: tuple[int, list[Tick]], subjects: list[Subject], by: User) -> None:
    """Every look beside the model; each look twice is the look once."""
    cooldown, looks = drawn
    watched, model, now = rule(cooldown), Model(timedelta(days=cooldown)), NOW
    for tick in looks:
        now += timedelta(hours=tick.hours)
        for subject, said in zip(subjects, tick.said, strict=True):
            if said == HAND:
                model.close(subject.key, now)
            else:
                model.look(subject.key, said if said is None else State(said), now)
        look(watched, subjects, tick, now, by)
        before, written = as_they_are(), AuditEntry.objects.count()

        # A second worker, or the same one again.
        again = replace(
            tick, said=tuple(State.UNKNOWN if s == HAND else s for s in tick.said)
        )
        assert look(watched, subjects, again, now, by) == Settled()
        assert (as_they_are(), AuditEntry.objects.count()) == (before, written)
        opened = {a.subject: a.opened_at for a in watched.alerts.open()}
        assert len(opened) == watched.alerts.open().count()
        assert opened == model.opened
        assert watched.alerts.count() == model.count
    for alert in watched.alerts.closed():
        assert alert.closed_at is not None
        assert alert.opened_at <= alert.closed_at


@pytest.fixture
def subjects(rep: User, teammate: User, north: Team) -> list[Subject]:
    return [Subject(rep=rep.pk), Subject(rep=teammate.pk), Subject(team=north.pk)]


@pytest.mark.parametrize("examples", SIZES)
def test_one_open_alert_a_cause_closed_with_it_and_quiet_after(
    db: None, subjects: list[Subject], manager: User, examples: int
) -> None:
    drawn = st.tuples(st.sampled_from([0, 1, 3, 7]), ticks(len(subjects)))
    proved(lambda one: followed(one, subjects, manager), drawn, examples)


def _forgets_the_quiet_days(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settling, "_quiet", lambda _rule, _now: set())


def _closes_on_the_edge(patch: pytest.MonkeyPatch) -> None:
    right = settling._renew

    def wrong(open_now: Any, verdicts: Any, now: Any) -> Any:
        return right(
            open_now,
            {s: v for s, v in verdicts.items() if v.state != State.BETWEEN},
            now,
        )

    patch.setattr(settling, "_renew", wrong)


def _keeps_who_is_not_watched(patch: pytest.MonkeyPatch) -> None:
    right = settling._renew

    def wrong(open_now: Any, verdicts: Any, now: Any) -> Any:
        known = {s.key for s in verdicts}
        return right({k: a for k, a in open_now.items() if k in known}, verdicts, now)

    patch.setattr(settling, "_renew", wrong)


@pytest.mark.parametrize(
    "bug", [_forgets_the_quiet_days, _closes_on_the_edge, _keeps_who_is_not_watched]
)
def test_a_planted_bug_turns_it_red(
    db: None,
    subjects: list[Subject],
    manager: User,
    monkeypatch: pytest.MonkeyPatch,
    bug: Any,
) -> None:
    bug(monkeypatch)
    drawn = st.tuples(st.just(3), ticks(len(subjects)))

    with pytest.raises(AssertionError):
        proved(
            lambda one: followed(one, subjects, manager), drawn, 60, (Phase.generate,)
        )


@pytest.mark.parametrize("examples", SIZES)
def test_the_order_of_looks_at_one_moment_changes_nothing(
    db: None, subjects: list[Subject], examples: int
) -> None:
    """Rules are settled one by one: in whatever order, the same alerts are open."""

    def check(drawn: tuple[list[int], list[list[State]]]) -> None:
        order, looks = drawn
        found = []
        for turn in (sorted(order), order):
            with taken_back():
                rules = [rule(0, level=level) for level in range(3)]
                for n, said in enumerate(looks):
                    now = NOW + timedelta(hours=n)
                    for i in turn:
                        verdicts = {
                            s: verdict(v, i)
                            for s, v in zip(subjects, said[i:] + said[:i], strict=True)
                        }
                        settle(rule_id=rules[i].pk, verdicts=verdicts, now=now)
                found.append(
                    {
                        (a.rule.level, a.subject, a.opened_at, a.closed_at, a.why)
                        for a in Alert.objects.select_related("rule")
                    }
                )
        assert found[0] == found[1]

    states = st.lists(st.sampled_from(State), min_size=3, max_size=3)
    proved(
        check,
        st.tuples(st.permutations(range(3)), st.lists(states, min_size=1, max_size=5)),
        examples,
    )


def test_a_look_that_comes_late_undoes_nothing_that_is_newer(
    db: None, subjects: list[Subject]
) -> None:
    """A worker read its figures, waited for the rule, and found it settled by what came after."""
    watched, one = rule(7), subjects[0]
    later = NOW + timedelta(minutes=2)
    settle(rule_id=watched.pk, verdicts={one: verdict(State.RAISED)}, now=later)

    late = settle(rule_id=watched.pk, verdicts={one: verdict(State.GONE)}, now=NOW)

    assert late == Settled()
    assert watched.alerts.open().count() == 1
    settle(rule_id=watched.pk, verdicts={one: verdict(State.RAISED, 2)}, now=NOW)
    assert Alert.objects.get().seen["value"] == [1, 1]


# -- the margin -------------------------------------------------------------------------------


def said_of(kind: str, level: int, margin: int, value: Fraction) -> State:
    row = AlertRule(
        kpi="complaints", kind=kind, who="company", level=level, margin=margin
    )
    standing = Standing()
    if kind == "target":
        standing = Standing(Fraction(100), value / 100, met=value >= 100)
    if kind == "pace":
        standing = Standing(Fraction(100), Fraction(1, 2), False, -value / 100)
    line = Line([replace(plain(0), value=value)], standing)
    return judge(row, KPIS["complaints"], line, 1).state


def room(kind: str, level: int, margin: int) -> Fraction:
    """How far a figure must come back: percent of the level, or points."""
    if kind in ("below", "above"):
        return abs(level) * Fraction(margin, 100)
    return Fraction(margin if kind == "target" else min(margin, level))


edges = st.tuples(
    st.sampled_from(["below", "above", "target", "pace"]),
    st.integers(0, 120),
    st.integers(0, 100),
)
figures = st.fractions(0, 150, max_denominator=12)


@hypothesis.given(edges, figures, figures)
@hypothesis.settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
def test_nothing_nearer_than_the_margin_opens_and_closes(
    edge: tuple[str, int, int], one: Fraction, other: Fraction
) -> None:
    """Between a figure that raises and one that ends it lies the whole margin, on the right side."""
    kind, level, margin = edge
    said = {value: said_of(kind, level, margin, value) for value in (one, other)}

    if {*said.values()} == {State.RAISED, State.GONE}:
        bad = next(v for v, state in said.items() if state == State.RAISED)
        good = next(v for v, state in said.items() if state == State.GONE)
        assert abs(bad - good) >= room(kind, level, margin)
        assert bad != good
        assert (bad > good) == (kind in ("above", "pace"))


@hypothesis.given(edges, st.lists(figures, min_size=2, max_size=8))
@hypothesis.settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
def test_a_figure_that_trembles_inside_the_margin_never_closes(
    edge: tuple[str, int, int], trembling: list[Fraction]
) -> None:
    """However it moves between the value and the value with its margin, nothing closes or opens."""
    kind, level, margin = edge
    reach, up = room(kind, level, margin), kind in ("above", "pace")
    hypothesis.assume(reach)
    for figure in trembling:
        inside = figure / 151 * reach
        value = level - inside if up else level + inside
        assert said_of(kind, level, margin, value) == State.BETWEEN
