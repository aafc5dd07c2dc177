"""Signing in through the form: each role lands on its own page, with its figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

LANDS = {
    "rep": ("/today/", "#today-strip .figure"),
    "manager": ("/figures/team/", ".tile .figure"),
    "admin": ("/setup/", "main h1"),
}


def test_a_rep_signs_in_and_lands_on_the_day(enter, demo) -> None:
    page, login = enter("anonymous", "/account/login/"), demo.login("rep")
    address, shown = LANDS["rep"]

    page.get_by_label("Email").fill(login["email"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.wait_for_url(f"**{address}")
    expect(page.locator(shown).first).to_be_visible()
    assert page.locator(shown).first.inner_text().strip() not in ("", "–")


def test_a_wrong_password_is_said_and_the_email_kept(enter, demo) -> None:
    page = enter("anonymous", "/account/login/")

    page.get_by_label("Email").fill(demo.login("rep")["email"])
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator(".error, .errors, [role=alert]").first).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value(demo.login("rep")["email"])


@pytest.mark.parametrize("role", list(LANDS))
def test_one_click_enters_the_demo(enter, role) -> None:
    page = enter("anonymous", "/account/login/")

    page.locator(f"[data-enter-as={role}]").click()

    address, shown = LANDS[role]
    page.wait_for_url(f"**{address}")
    expect(page.locator(shown).first).not_to_have_text(re.compile(r"^\s*–?\s*$"))


def test_signing_out_leaves_nothing_to_go_back_to(enter, demo) -> None:
    page = enter("anonymous", "/account/login/")
    login = demo.login("rep")
    page.get_by_label("Email").fill(login["email"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/today/")

    page.locator(".rail [data-bs-toggle=dropdown]").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/**")
    page.go_back()

    expect(page.get_by_label("Password")).to_be_visible()
