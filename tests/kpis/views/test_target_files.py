"""Targets taken away and brought back unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from crm.models import Team, User
from kpis.models import Target
from kpis.views.target_files import targets_sheets
from tests.kpis.aims import aim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def test_the_file_can_be_imported_again_unchanged(
    manager: User,
    admin: User,
    rep: User,
    north: Team,
    client_of: SignIn,
    tmp_path: Any,
    capsys: Any,
) -> None:
    aim(rep, 3, 50_000_50, 60_000_00)
    aim(rep, 4, 1_00)
    aim(north, 4, 70_000_00)
    aim(rep, 5, 4_250, 4_800, kpi="win_rate")
    aim(rep, 5, 45_50, 40_00, kpi="sales_cycle")
    before = list(Target.objects.order_by("pk").values())
    client = client_of(admin)

    for kpi, count in (("revenue", 3), ("win_rate", 1), ("sales_cycle", 1)):
        answer = client.get(reverse("kpis:targets-csv"), {"kpi": kpi})
        file = tmp_path / f"{kpi}.csv"
        file.write_bytes(answer.getvalue())
        capsys.readouterr()
        call_command("import_data", "targets", str(file))
        said = json.loads(capsys.readouterr().out)
        assert (said["read"], said["updated"], said["rejected"]) == (count, count, 0)
        assert said["created"] == 0

    assert list(Target.objects.order_by("pk").values()) == before
    Target.objects.all().delete()
    call_command("import_data", "targets", str(tmp_path / "sales_cycle.csv"))
    made = Target.objects.get()
    assert (made.value, made.stretch, made.lower_is_better) == (45_50, 40_00, True)


def test_a_file_with_a_stretch_on_the_wrong_side_names_its_line(
    rep: User, tmp_path: Any, capsys: Any
) -> None:
    file = tmp_path / "targets.csv"
    file.write_text(
        "kpi,user,starts_on,value,stretch\n"
        f"demos,{rep.email},2026-11-01,10,12\n"
        f"sales_cycle,{rep.email},2026-11-01,10,12\n"
    )

    call_command("import_data", "targets", str(file))

    said = json.loads(capsys.readouterr().out)
    assert (said["created"], said["rejected"]) == (1, 1)
    assert said["errors"][0]["column"] == "stretch"
    assert said["errors"][0]["line"] == 3


def test_the_tables_taken_away_hold_what_the_page_shows(
    manager: User, rep: User, north: Team, client_of: SignIn, rf: Any
) -> None:
    aim(rep, 12, 40_000_00)
    request = rf.get("/", {"kpi": "revenue", "on": "2026-12-01"})
    request.user = manager

    [sheet] = targets_sheets(request)

    rows = {row[0]: row[1:] for row in sheet.rows}
    assert rows["Camille Roux"][11] == 40_000_00
    # The team has none of its own: its people's.
    assert rows["North"][11] == 40_000_00
    assert rows["North"][:11] == [None] * 11
