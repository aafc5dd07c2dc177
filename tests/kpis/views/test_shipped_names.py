"""A form shows a shipped name as its reader says it; left so, it is not written down in French."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import AuditEntry, Pipeline, User
from kpis.models import ScoreCard
from tests.factories import stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("french_is_compiled")]


@pytest.fixture
def boss(admin: User, client_of: Callable[[User], Client]) -> Client:
    User.objects.filter(pk=admin.pk).update(language="fr")
    return client_of(admin)


def filled(client: Client, url: str) -> dict[str, str]:
    """What the form of that page sends when nothing is touched."""
    form = client.get(url).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        shown = "" if value is None else str(value)
        sent[bound.html_name] = shown
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = shown
    return sent


def test_a_stage(boss: Client) -> None:
    url = reverse("crm:setup-stage", args=[stage("Negotiation").pk])
    sent = filled(boss, url)
    assert sent["name"] == "Négociation"
    assert boss.post(url, sent | {"rot_days": "9"}).status_code == 303
    assert stage("Negotiation").rot_days == 9


def test_a_pipeline(boss: Client) -> None:
    url = reverse("crm:setup-pipeline", args=[Pipeline.objects.get().pk])
    sent = filled(boss, url)
    assert sent["name"] == "Ventes"
    before = AuditEntry.objects.count()
    assert boss.post(url, sent).status_code == 303
    assert Pipeline.objects.get().name == "Sales"
    assert AuditEntry.objects.count() == before
    assert boss.post(url, sent | {"name": "Directe"}).status_code == 303
    assert Pipeline.objects.get().name == "Directe"


def test_a_score_card(boss: Client) -> None:
    card = ScoreCard.objects.get(name="Productivity")
    url = reverse("kpis:score-card", args=[card.pk])
    sent = filled(boss, url)
    assert sent["name"] == "Productivité"
    assert boss.post(url, sent).status_code in (302, 303)
    card.refresh_from_db()
    assert card.name == "Productivity"
