"""Set-up of pipelines: what an admin sees and changes; who may not; what a past day keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Deal, Pipeline, Stage, User
from crm.services import stages
from tests import factories
from tests.factories import NOW, stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HERE = "crm:setup-pipelines"


@pytest.fixture
def boss(admin: User, client_of: SignIn) -> Client:
    return client_of(admin)


def _stage(**values: Any) -> dict[str, Any]:
    return {
        "name": "Trial",
        "probability": "60",
        "rot_days": "",
        "forecast_category": "best",
        "token": str(uuid4()),
    } | values


def test_the_page_shows_every_stage_and_what_was_not_set(
    boss: Client, rep: User
) -> None:
    Stage.objects.create(pipeline=Pipeline.objects.get(), name="Engaging", position=9)
    factories.deal(owner=rep, in_stage="Demo")
    page = boss.get(reverse(HERE)).content.decode()
    assert page.count("probability not set") == 1
    for name in ("Qualification", "Negotiation", "Won", "Lost", "Engaging"):
        assert name in page


def test_a_stage_is_added_once(boss: Client) -> None:
    url, sent = (
        reverse("crm:setup-stage-new", args=[Pipeline.objects.get().pk]),
        _stage(),
    )
    assert [boss.post(url, sent).status_code for _ in range(2)] == [303, 303]
    added = Stage.objects.get(name="Trial")
    assert (added.probability, added.rot_days, added.position) == (60, None, 4)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("probability", "101"),
        ("probability", "NaN"),
        ("probability", "9" * 30),
        ("rot_days", "-1"),
        ("rot_days", str(2**31)),
        ("forecast_category", "x"),
        ("name", ""),
        ("name", "a\0b"),
        ("name", "Demo"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    field: str, bad: str, boss: Client
) -> None:
    url = reverse("crm:setup-stage-new", args=[Pipeline.objects.get().pk])
    answer = boss.post(url, _stage(**{field: bad}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_two_admins_edit_one_stage(boss: Client, admin: User) -> None:
    """Both values of what both changed; what only the other changed is kept without asking."""
    demo = stage("Demo")
    seen = {
        "version": demo.version,
        "initial-name": "Demo",
        "initial-probability": "30",
        "initial-rot_days": "14",
        "initial-forecast_category": "pipeline",
    }
    stages.edit_stage(stage=demo, by=admin, now=NOW, rot_days=3, probability=50)
    sent = _stage(name="Demo", probability="40", rot_days="14") | seen
    sent["forecast_category"] = "pipeline"
    url = reverse("crm:setup-stage", args=[demo.pk])
    refused = boss.post(url, sent)
    assert refused.status_code == 409
    asked = {
        pair["name"]: (pair["mine"], pair["theirs"])
        for pair in refused.context["pairs"]
    }
    assert asked == {"probability": ("40", "50")}
    chosen = dict(refused.context["kept"])
    chosen |= {"version": refused.context["version"], "probability": "40"}
    assert boss.post(url, chosen).status_code == 303
    demo.refresh_from_db()
    assert (demo.probability, demo.rot_days) == (40, 3)


def test_two_admins_rename_one_pipeline(boss: Client) -> None:
    url = reverse("crm:setup-pipeline", args=[Pipeline.objects.get().pk])
    for name, status in (("Direct", 303), ("Partners", 409)):
        sent = {"name": name, "version": "1"}
        assert boss.post(url, sent).status_code == status
    assert Pipeline.objects.get().name == "Direct"
    assert boss.post(url, {"name": "Nobody saw it"}).status_code == 422


def test_archiving_asks_where_the_deals_go(boss: Client, rep: User) -> None:
    deal = factories.deal(owner=rep)
    url = reverse("crm:setup-stage-archive", args=[deal.stage_id])
    assert boss.post(url, {}).status_code == 422
    assert boss.post(url, {"to": stage("Won").pk}).status_code == 422
    assert boss.post(url, {"to": stage("Demo").pk}).status_code == 303
    assert Deal.objects.get().stage == stage("Demo")
    assert boss.post(url, {"to": stage("Demo").pk}).status_code == 303
    assert not stage("Qualification").in_use


def test_a_second_pipeline_stands_on_the_board(
    boss: Client, rep: User, client_of: SignIn
) -> None:
    boss.post(reverse("crm:setup-pipeline-new"), {"name": "Renewals"})
    renewals = Pipeline.objects.get(name="Renewals")
    page = client_of(rep).get(reverse("crm:pipeline"), {"pipeline": renewals.pk})
    assert page.context["pipeline"] == renewals
    assert f"?pipeline={Pipeline.objects.get(name='Sales').pk}" in page.content.decode()
    url = reverse("crm:setup-pipeline-archive", args=[renewals.pk])
    boss.post(url, {})
    page = client_of(rep).get(reverse("crm:pipeline"), {"pipeline": renewals.pk})
    assert page.context["pipeline"].name == "Sales"


def test_only_an_admin(manager: User, client_of: SignIn) -> None:
    assert client_of(manager).get(reverse(HERE)).status_code == 403
