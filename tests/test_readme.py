"""What the README promises is there: commands, folders, pictures, and the KPI in ten lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext_lazy

from kpis import checks, spec
from kpis.catalogue import KPIS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("picture", re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README))
def test_pictures_exist(picture: str) -> None:
    assert (ROOT / picture).is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?make (\w+)`?", README))))
def test_make_knows_the_targets(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert re.search(rf"^[\w ]*\b{target}\b[\w ]*:", makefile, re.M), target


MAP = README[README.index("## The map") : README.index("## Add a KPI")]
PLACES = {
    place
    for line in MAP.splitlines()
    for place in re.findall(r"`([\w.-]+/)`", line[:40])
}


@pytest.mark.parametrize("place", sorted(PLACES))
def test_the_map_shows_folders_that_exist(place: str) -> None:
    assert (ROOT / place).is_dir()


def test_the_kpi_of_the_readme_is_a_good_declaration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    block = re.search(r"```python\n(.*?)```", README, re.S)
    assert block
    names = {name: getattr(spec, name) for name in ("Kpi", "Ratio", "Unit", "Better")}
    kpi = eval(block.group(1), {**names, "_": gettext_lazy})  # noqa: S307  # our own README
    monkeypatch.setitem(KPIS, kpi.key, kpi)
    assert checks.declarations() == []
    assert len(block.group(1).strip().splitlines()) <= 10
