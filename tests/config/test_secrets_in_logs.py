"""The secret of an address never reaches a log, whoever writes the line."""

from __future__ import annotations

import logging

import pytest
import structlog

from config.logs import configure, logging_for
from config.secrets_in_logs import masked


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("GET /s/aB3-xyz_9/", "GET /s/***/"),
        ("POST /s/aB3?lang=fr", "POST /s/***?lang=fr"),
        ("GET /calendar/aB3.x.ics", "GET /calendar/***.ics"),
        ("Not Found: /calendar/aB3.ics", "Not Found: /calendar/***.ics"),
        ("GET /account/password/reset/key/4-set-9/", None),
        ("GET /account/password/reset/key/done/", None),
        ("GET /account/confirm-email/MQ:1x:y/", "GET /account/confirm-email/***/"),
        ("POST /digest/stop/Mg:1x:y-_z/", "POST /digest/stop/***/"),
        ("GET /prospects/12/?show=all", "GET /prospects/12/?show=all"),
        ("GET /deals/3/", "GET /deals/3/"),
    ],
)
def test_only_the_secret_is_left_out(said: str, written: str | None) -> None:
    assert masked(said) == (written or "GET /account/password/reset/key/***/")


@pytest.fixture
def _as_it_was():
    root = logging.getLogger()
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


@pytest.mark.parametrize("machines", [True, False])
@pytest.mark.usefixtures("_as_it_was")
def test_neither_our_lines_nor_djangos_carry_it(
    machines: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = logging_for(machines=machines, level="INFO")
    tree["handlers"]["stderr"]["stream"] = "ext://sys.stderr"
    configure(tree)
    structlog.get_logger("asked").info("request_started", request="GET /s/hidden-1/")
    logging.getLogger("plain").warning("Not Found: %s", "/calendar/hidden-2.ics")
    written = capsys.readouterr().err
    assert "request_started" in written
    assert "Not Found" in written
    assert "hidden" not in written
