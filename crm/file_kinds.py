"""What a file is by its content, whatever its name says; what is not listed here is refused."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import filetype

#: Media type and the endings it goes by.
ENDINGS: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "docx",
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        "pptx",
    ),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
    "message/rfc822": ("eml",),
    "text/csv": ("csv",),
    "text/plain": ("txt",),
}
#: What a browser is told to accept; the content decides.
ACCEPTED = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)
BINARY = frozenset(
    ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"]
)
ROOMS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
BY_ENDING = {end: kind for kind, ends in ENDINGS.items() for end in ends}
# A text that a browser might take for a page, or a shell for a program.
ACTIVE = re.compile(
    rb"<\s*(!doctype|html|svg|script|iframe|\?xml|body|object|embed)", re.I
)
MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n"
)
MAIL_SAYS = re.compile(rb"^(from|received|return-path|date):", re.I | re.M)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
MOST_ENTRIES = 5_000
HEAD = 64 * 1024


def media_type_of(content: bytes, name: str) -> str | None:
    """The media type, when the content is one we take and the name's ending says the same."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = _binary(content) or _archive(content) or _text(content, ending)
    return found if found and ending in ENDINGS[found] else None


def _binary(content: bytes) -> str | None:
    guess = filetype.guess(content[:HEAD])
    kind = guess.mime if guess else None
    return kind if kind in BINARY else None


def _archive(content: bytes) -> str | None:
    """An office document, by what its archive holds; never one that carries macros."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_ENTRIES or _macros(names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return said if said in ENDINGS and "opendocument" in said else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    for room, ending in ROOMS.items():
        if any(entry.startswith(room) for entry in names):
            return BY_ENDING[ending]
    return None


def _macros(names: list[str]) -> bool:
    return any(
        "vbaproject" in name.lower() or name.startswith("Basic/") for name in names
    )


def _text(content: bytes, ending: str) -> str | None:
    """Plain words: which of the text kinds, only the ending can say."""
    if filetype.guess(content[:HEAD]) or CONTROL.search(content):
        return None
    if ending == "eml":
        head = MAIL.match(content[:HEAD])
        said = bool(head and MAIL_SAYS.search(head.group()))
        return "message/rfc822" if said else None
    if ACTIVE.search(content) or content.startswith(b"#!"):
        return None
    return {"csv": "text/csv", "txt": "text/plain"}.get(ending)
