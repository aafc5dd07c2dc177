"""The pages that come from packages hold to our policy too."""

from playwright.sync_api import Page, expect


def test_the_page_of_the_api_works_under_the_policy(
    page: Page, live_server, sign_in, admin
) -> None:
    sign_in(page, admin)

    page.goto(f"{live_server.url}/api/v1/docs/")

    expect(page.locator(".swagger-ui .info .title")).to_contain_text("Boussole")
