"""The commands of docs/api.md do what the page says."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client

from crm.models import Activity, Deal, Prospect
from tests.factories import PASSWORD

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"


def commands() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)


def run(command: str, **values: str) -> object:
    """What curl would send, through the test client."""
    for name, value in values.items():
        command = command.replace(f"${name}", value)
    words = shlex.split(command.replace("\\\n", " "))
    assert words.pop(0) == "curl"
    method, headers, body, address = "GET", {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        elif word != "-s":
            address = word
    parts = urlsplit(address)
    content_type = headers.pop("Content-Type", "")
    return Client().generic(
        method,
        f"{parts.path}?{parts.query}" if parts.query else parts.path,
        body or "",
        content_type,
        headers=headers,
    )


def test_every_command_works(rep) -> None:
    given = {"BOUSSOLE": "http://testserver", "EMAIL": rep.email, "PASSWORD": PASSWORD}
    first, *others = commands()
    given["TOKEN"] = run(first, **given).json()["token"]

    answers = [run(command, **given) for command in others]

    assert [answer.status_code for answer in answers] == [200] * 3 + [201] * 3 + [200]
    assert Prospect.objects.get().name == "Acme"
    assert Activity.objects.get().note == "Read the tender"
    assert answers[-1].json()["results"][0]["id"] == Deal.objects.get().pk
