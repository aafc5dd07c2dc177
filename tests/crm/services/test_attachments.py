"""Files: typed by their content, named safely, all or none."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.file_kinds import media_type_of
from crm.models import Attachment, User
from crm.services.attachments import attach, clean_name, remove_attachment
from tests import factories
from tests.factories import NOW

PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
MAIL = b"From: a@example.org\r\nSubject: Hi\r\n\r\n<html>Hello</html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'


def _zip(*names: str, **content: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        for name, text in content.items():
            archive.writestr(name, text)
    return file.getvalue()


DOCX = _zip("[Content_Types].xml", "word/document.xml")
ODS = _zip("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("name", "content", "family"),
    [
        ("a.pdf", PDF, "pdf"),
        ("a.PNG", PNG, "png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        ("a.docx", DOCX, "wordprocessingml"),
        ("a.ods", ODS, "opendocument.spreadsheet"),
        ("a.eml", MAIL, "rfc822"),
        ("a.csv", "é;à\n1;2".encode("cp1252"), "csv"),
        ("a.txt", b"plain < words", "plain"),
    ],
)
def test_takes_what_a_sale_needs(name: str, content: bytes, family: str) -> None:
    assert family in (media_type_of(content, name) or "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00\x03"),
        ("a.pdf", b"MZ\x90\x00\x03"),
        ("a.pdf", PNG),
        ("a.png", PDF),
        ("a.txt", b"  <!DOCTYPE html><p>"),
        ("a.csv", b"a;b\n<script>x</script>"),
        ("a.svg", SVG),
        ("a.txt", SVG),
        ("a.html", b"<html>"),
        ("a.txt", b"#!/bin/sh\nrm"),
        ("a.txt", b"a\x00b"),
        ("a.zip", _zip("a")),
        ("a.docx", _zip("a")),
        ("a.docx", _zip("[Content_Types].xml", "word/vbaProject.bin")),
        ("a.docm", DOCX),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.eml", b"<html>no header"),
        ("pdf", PDF),
    ],
)
def test_refuses_the_rest(name: str, content: bytes) -> None:
    assert media_type_of(content, name) is None


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/pass\x00wd.txt", "_.._etc_passwd.txt"),
        ("invoice\u202egpj.pdf", "invoicegpj.pdf"),
        ("  a \n b.pdf", "a b.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_names_are_one_safe_line(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_all_or_none_and_really_deleted(
    rep: User, media: Path, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    deal = factories.deal(owner=rep)
    good = SimpleUploadedFile("order.pdf", PDF)
    bad = SimpleUploadedFile("order.exe", b"MZ")
    with pytest.raises(ValidationError, match=r"order\.exe was not taken"):
        attach(to=deal, files=[good, bad], by=rep, now=NOW)
    assert (Attachment.objects.count(), _stored(media)) == (0, [])
    good.seek(0)
    (row,) = attach(to=deal, files=[good], by=rep, now=NOW)
    (stored,) = _stored(media)
    assert (row.name, row.media_type, stored.suffix) == (
        "order.pdf",
        "application/pdf",
        "",
    )
    assert "order" not in stored.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment_id=row.pk, by=rep, now=NOW)
    assert _stored(media) == []
    settings.ATTACHMENT_MAX_BYTES = 4
    good.seek(0)
    with pytest.raises(ValidationError, match="larger"):
        attach(to=deal, files=[good], by=rep, now=NOW)
    with pytest.raises(ValidationError, match="empty"):
        attach(to=deal, files=[SimpleUploadedFile("a.pdf", b"")], by=rep, now=NOW)
