"""A newcomer: from an empty installation to the first true figure, out of one's own Excel file."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from config.celery import app
from kpis import snapshots
from tests.browser.visiting import go

pytestmark = pytest.mark.django_db(transaction=True)
FIVE_MINUTES = 300


@pytest.fixture(autouse=True)
def worker(settings, tmp_path: Path):
    """Background work is done at once, in the server's own process."""
    settings.MEDIA_ROOT = tmp_path / "media"
    was, app.conf.task_always_eager = app.conf.task_always_eager, True
    yield
    app.conf.task_always_eager = was


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """Three sales and one deal under way, as somebody keeps them in Excel."""
    book = Workbook()
    book.active.append(["Affaire", "Client", "Montant HT", "Étape", "Gagnée le"])
    today = timezone.localdate()
    for n, amount in enumerate((1200, 800.5, 999.5)):
        day = today - timedelta(days=n % 2)
        book.active.append([f"Rack {n}", f"Client {n % 2}", amount, "Won", day])
    book.active.append(["Rack 9", "Client 0", 400, "Demo", None])
    path = tmp_path / "ventes.xlsx"
    book.save(path)
    return path


def test_from_nothing_to_the_first_figure(
    live_server, sign_in, page: Page, admin, axe, sales: Path, capsys
) -> None:
    began = time.monotonic()
    sign_in(page, admin)
    go(page, f"{live_server.url}/")
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("link", name="Check them").click()
    page.get_by_label("Name", exact=True).fill("Durand & Fils")
    page.get_by_role("button", name="Save").click()
    go(page, f"{live_server.url}/")
    page.get_by_role("link", name="Import deals").click()
    expect(page.get_by_label("What the file holds")).to_have_value("deals")
    page.locator("input[type=file]").set_input_files(sales)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_label("Client", exact=True)).to_have_value("prospect")
    assert axe(page) == []
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Would be created")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("link", name="See the figures")).to_be_visible()

    snapshots.drain(now=timezone.now())  # what the worker does within a second
    go(page, f"{live_server.url}/figures/team/")
    expect(page.get_by_text("€3,000").first).to_be_visible()
    took = time.monotonic() - began
    with capsys.disabled():
        # The measure is what is wanted of it.
        sys.stdout.write(
            f"\nfrom nothing to the first figure: {took:.1f} s without reading\n"
        )
    assert took < FIVE_MINUTES
