"""Front-end packages are served under our names, in every shape."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from config.finders import READ, SERVED, NodeModulesFinder


@pytest.mark.parametrize("name", SERVED)
def test_every_name_of_the_map_is_found(name: str) -> None:
    found = finders.find(name)

    assert found is not None
    assert Path(found).is_file()


def test_a_missing_package_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    finder = NodeModulesFinder()
    finder.root = tmp_path

    errors = finder.check()

    assert len(errors) == len(SERVED) + len(READ)
    assert "npm ci" in str(errors[0].hint)


def test_a_name_outside_the_map_is_not_served() -> None:
    assert finders.find("vendor/../package.json") is None
    assert finders.find("vendor/axe.min.js") is None


@pytest.mark.django_db  # closing an answer looks after the connections
def test_the_embedded_shape_serves_files_from_where_they_lie(client: Client) -> None:
    response = client.get("/static/vendor/htmx.min.js")

    assert response.status_code == 200
    assert b"htmx" in b"".join(response.streaming_content)
    response.close()
