"""The demo's three people on the sign-in page: there in the demo, nowhere else."""

import json

import pytest

LOGINS = {
    role: {"email": f"{role}@boussole.example", "password": "demo-password-1"}
    for role in ("rep", "manager", "admin")
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def logins(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "demo-logins.json").write_text(json.dumps(LOGINS))


def test_one_button_a_person_in_the_demo(client, settings, logins) -> None:
    settings.DEMO = True

    page = client.get("/account/login/").content.decode()

    assert [f'data-enter-as="{role}"' in page for role in LOGINS] == [True] * 3


def test_none_outside_the_demo(client, settings, logins) -> None:
    settings.DEMO = False

    page = client.get("/account/login/").content.decode()

    assert "enter-as" not in page
    assert "demo-password-1" not in page


def test_none_when_nobody_wrote_them(client, settings, tmp_path) -> None:
    settings.DEMO, settings.DATA = True, tmp_path

    assert b"enter-as" not in client.get("/account/login/").content
