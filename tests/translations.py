"""What the sources say to people, and what of it nobody can translate.

Read by `tests/test_translations.py`. Only Babel and Django are needed: a machine without the
gettext programs must be able to tell that a text is missing.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.extract import extract_python
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("crm", "kpis", "config")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: Where sentences for pages are put together.
PAGES = ("views", "filters", "forms", "wording", "showing", "formats")
#: Names that are the same in every language, and one page for who writes templates.
SAME = {"Boussole", "CSV", "NPS", "CSAT", "n", "Enter", "D", "S", "L", "N", "W", "X"}
WORKSHOP = {"gallery.html"}
#: Commands talk to operators, seeds write the data of a demo.
NOT_SAID = ("migrations", "management", "seeding", "__pycache__")
REFUSALS = {"ValidationError", "Refused", "Unreadable", "Problem", "Wrong"}
SAID_BY = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}
TRANSLATION = "django.utils.translation"
HTML_SAID = {"aria-label", "title", "placeholder", "alt"}
VALUE = "\x00"

Key = tuple[str | None, str]


@dataclass(frozen=True, order=True)
class Leftover:
    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


# -- what the sources ask to have translated --------------------------------------------


def asked_for() -> dict[Key, str]:
    """(context, English) of every text, with the file that says it."""
    found: dict[Key, str] = {}
    for path in python_files():
        _extract(path, path.read_text(encoding="utf-8"), found)
    for path in (*templates(), *mails()):
        for said in _calls(templatize(path.read_text(encoding="utf-8"))):
            _extract(path, said, found)
    return found


def _calls(source: str) -> Iterator[str]:
    """The gettext calls that Django writes in place of template tags, among its XXX."""
    for line in source.splitlines():
        for start in re.finditer(r"\b(?:_|n?p?gettext)\(", line):
            for end in re.finditer(r"\)", line[start.start() :]):
                call = line[start.start() : start.start() + end.end()]
                if _parses(call):
                    yield call
                    break


def _parses(call: str) -> bool:
    try:
        ast.parse(call)
    except SyntaxError:
        return False
    return True


def _extract(path: Path, source: str, found: dict[Key, str]) -> None:
    lines = io.BytesIO(source.encode())
    for _line, name, said, _comments in extract_python(lines, list(KEYWORDS), [], {}):
        texts = [said] if isinstance(said, str) else [part for part in said if part]
        if not texts:
            continue
        in_context = "pgettext" in name
        context = texts[0] if in_context else None
        found.setdefault((context, texts[1 if in_context else 0]), relative(path))


def python_files() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "__pycache__" not in path.parts and "migrations" not in path.parts:
                yield path


def templates() -> Iterator[Path]:
    yield from sorted((ROOT / "templates").rglob("*.html"))


def mails() -> Iterator[Path]:
    yield from sorted((ROOT / "templates").rglob("*.txt"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


# -- templates: text that stands outside a translate tag --------------------------------


class _Page(HTMLParser):
    """Collects text nodes and spoken attributes, with the line they stand on."""

    SILENT = {"script", "style", "code", "kbd", "svg"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.said: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.open.append(tag)
        for name, value in attrs:
            if name in HTML_SAID and value:
                self.said.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.said.append((self.getpos()[0], data))


def in_template(source: str, path: str) -> list[Leftover]:
    """Words, colons and percent signs that a page shows as they are written here."""
    page = _Page()
    page.feed("".join(_shown(source)))
    page.close()
    return [
        Leftover(path, line, text.replace(VALUE, "…").strip())
        for line, text in page.said
        if _speaks(text)
    ]


def _shown(source: str) -> Iterator[str]:
    inside = ""
    for token in Lexer(source).tokenize():
        lines = "\n" * token.contents.count("\n")
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if inside:
                inside = "" if name == f"end{inside}" else inside
            elif name in ("blocktranslate", "blocktrans", "comment"):
                inside = name
            yield VALUE if name in ("translate", "blocktranslate") else ""
        elif token.token_type == TokenType.VAR:
            yield "" if inside else VALUE
        elif token.token_type == TokenType.TEXT:
            yield lines if inside else token.contents
            continue
        yield lines


def _speaks(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in SAME]
    if any(len(word) > 1 for word in words):
        return True
    # French puts a space before these, so they belong to a text that is translated.
    return bool(re.search(rf"{VALUE}\s*[:;!?%]|[:;!?]\s*{VALUE}", text))


# -- Python: texts for people that no gettext holds --------------------------------------


def in_python(source: str, path: str) -> list[Leftover]:
    """Literals in refusals, labels and choices; gettext inside an f-string, which no tool extracts."""
    tree = ast.parse(source)
    documented = "api" in Path(path).parts
    found = [
        Leftover(path, node.lineno, text)
        for node in ast.walk(tree)
        for text in _untranslated(node, documented=documented)
    ]
    return sorted({*found, *_too_early(tree, path), *_glued(tree, path)})


def _too_early(tree: ast.Module, path: str) -> Iterator[Leftover]:
    """gettext where a module is imported: it would speak the language of the process."""
    eager = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION
        for name in node.names
        if name.name in ("gettext", "ngettext", "pgettext", "npgettext")
    }
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and _name(node.func) in eager:
            yield Leftover(path, node.lineno, f"not lazy: {ast.unparse(node)}")
        waiting += ast.iter_child_nodes(node)


def _glued(tree: ast.Module, path: str) -> Iterator[Leftover]:
    """A colon, quote or percent sign put after a value by hand: French sets them otherwise."""
    if not set(PAGES) & set(Path(path).with_suffix("").parts):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(
            isinstance(part, ast.Constant)
            and re.match(r"[:;!?]\s|%$|.*[“”]", str(part.value))
            for part in node.values
        ):
            yield Leftover(path, node.lineno, ast.unparse(node))


def _untranslated(node: ast.AST, *, documented: bool) -> Iterator[str]:
    """`documented`: the schema of the API describes its fields in English, for programmers."""
    if isinstance(node, ast.Call):
        yield from _refusal(node)
        said_by = SAID_BY - {"help_text"} if documented else SAID_BY
        named = [keyword.value for keyword in node.keywords if keyword.arg in said_by]
        yield from filter(None, (_words(value, spaced=False) for value in named))
    elif isinstance(node, ast.ClassDef) and _is_choices(node):
        yield from _choices(node)
    elif isinstance(node, ast.ImportFrom) and node.module == TRANSLATION:
        yield from _renamed(node)
    elif isinstance(node, ast.JoinedStr):
        yield from _inside(node)


def _renamed(node: ast.ImportFrom) -> Iterator[str]:
    for name in node.names:
        if "gettext" in name.name and name.asname not in (None, "_"):
            yield f"{name.name} under a name that no tool extracts: {name.asname}"


def _inside(node: ast.JoinedStr) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _name(inner.func) in KEYWORDS:
            yield f"gettext inside an f-string: {ast.unparse(inner)}"


def _refusal(node: ast.Call) -> Iterator[str]:
    """The literal texts of a refusal, also those it gives field by field."""
    if not _refuses(node.func):
        return
    for arg in node.args:
        by_field = arg.values if isinstance(arg, ast.Dict) else [arg]
        yield from filter(None, map(_words, by_field))


def _choices(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
            text = _words(line.value.elts[-1], spaced=False)
            if text:
                yield text


def _refuses(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute) and _name(called.value) == "messages":
        return True
    return _name(called) in REFUSALS | {"add_error"}


def _is_choices(node: ast.ClassDef) -> bool:
    return any(_name(base).endswith("Choices") for base in node.bases)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _words(node: ast.expr, *, spaced: bool = True) -> str:
    """The literal a person would read; keys and codes have no space and are none."""
    if isinstance(node, ast.JoinedStr):
        parts = [p.value for p in node.values if isinstance(p, ast.Constant)]
        text = "…".join(str(part) for part in parts)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    else:
        return ""
    is_said = re.search(r"[^\W\d_]{2}", text) and (not spaced or " " in text)
    if text in SAME:
        return ""
    return text if is_said else ""


# -- scripts ------------------------------------------------------------------------------


def in_script(source: str, path: str) -> list[Leftover]:
    """Sentences in quotes: a script takes its words from the page."""
    return [
        Leftover(path, number, match.group(0))
        for number, line in enumerate(source.splitlines(), 1)
        if not line.lstrip().startswith(("//", "*", "/*"))
        for match in re.finditer(r"([\"'`])[A-Z][a-z]+ [a-z][^\"'`]*\1", line)
    ]


def leftovers() -> list[Leftover]:
    """Everything a person may see that cannot be translated."""
    found: list[Leftover] = []
    for path in templates():
        if path.name not in WORKSHOP:
            found += in_template(path.read_text(encoding="utf-8"), relative(path))
    for path in python_files():
        if not set(NOT_SAID) & set(path.parts):
            found += in_python(path.read_text(encoding="utf-8"), relative(path))
    for path in sorted((ROOT / "static" / "js").glob("*.js")):
        found += in_script(path.read_text(encoding="utf-8"), relative(path))
    return found
