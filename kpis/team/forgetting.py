"""What is erased with a person: everything that was said about them (decision 31)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model, Q, QuerySet

from crm.models import AuditEntry, User
from crm.services.anonymising import blank, forgets
from kpis.models import (
    ActionPlan,
    Agreement,
    Alert,
    AlertRule,
    CoachingNote,
    DigestChoice,
    FigureComment,
    PlanStep,
    RankingChoice,
)


@forgets
def forget(person: User) -> None:
    """Notes, agreements, remarks, plans, rules and alerts about them, with the words of the audit.

    What they wrote about a team or about others stays, under the name they have now.
    """
    for rows in said_about(person):
        ids = list(rows.values_list("pk", flat=True))
        blank(entries_of(rows.model, ids))
        rows.delete()
    # What they had taken back or deleted left its words in the audit, and no row to find them by.
    theirs = [m._meta.model_name for m in (CoachingNote, Agreement, FigureComment)]
    blank(AuditEntry.objects.filter(by=person, kind__in=theirs))
    for model in (DigestChoice, RankingChoice):
        model._default_manager.filter(user=person).delete()


def said_about(person: User) -> Sequence[QuerySet[Model]]:
    """The rows, those that hang on others first."""
    plans = ActionPlan.objects.filter(user=person)
    found: Sequence[QuerySet[Model]] = (
        CoachingNote.objects.filter(person=person),
        Agreement.objects.filter(person=person),
        FigureComment.objects.filter(user=person),
        PlanStep.objects.filter(plan__in=plans),
        plans,
        Alert.objects.filter(Q(user=person) | Q(rule__user=person)),
        AlertRule.objects.filter(user=person),
    )
    return found


def entries_of(model: type[Model], ids: Sequence[int]) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(kind=model._meta.model_name, object_id__in=ids)
