"""The French is complete, says the same values, and is set as French is set.

To bring it up to date: `bin/boussole manage makemessages -l fr --no-location --no-wrap
--no-obsolete`, then fill `locale/fr/LC_MESSAGES/django.po`. The words are those of the
vocabulary: one French word for one English key, everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests import translations

FRENCH = translations.ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
NO_BREAK, NARROW = "\u00a0", "\u202f"
PLACEHOLDER = re.compile(r"%\(\w+\)[+#0\- ]?[\d.]*[a-z]|%%|\{\w*\}")

#: What is wrong, and how it looks.
SETTING = {
    "a plain space before a sign that wants a no-break one": r" [:;!?»€]| %(?![(%]?\()",
    "no space before a high sign": rf"[^\s{NO_BREAK}{NARROW}][;!?](?!\w)|\w:(?=\s|$)",
    "a percent sign stuck to its number": r"\d%|\)s%%",
    "a plain space inside « »": r"« | »",
    "no space inside « »": rf"«[^{NO_BREAK}]|[^{NO_BREAK}]»",
    "English quotes": r"[“”\"]",
    "a straight apostrophe": r"'",
    "two spaces": rf"[ {NO_BREAK}]{{2}}",
    "the reader is not *vous*": r"\b(?:tu|toi|ton|tes|[Cc]lique|[Cc]hoisis)\b",
}
#: Words that mean something else to a French salesperson, or nothing (the vocabulary says why).
AVOIDED = (
    r"\bdeals?\b|\bpistes?\b|propriétaire|\bvendeurs?\b|\brabais\b|\bquotas?\b|\bloguer?\b"
    r"|prochaine étape|\bcompagnie\b|N/A|\bcitations?\b|\bcotation\b|\bplaintes?\b|représentant"
    r"|\bpourrie?s?\b|\bopportunité perdue\b"
)
HTML = re.compile(r"<[^>]+>")
ACRONYM = re.compile(r"[A-Z]{2}")


@cache
def french() -> list[Message]:
    with FRENCH.open("rb") as file:
        return [message for message in read_po(file, locale="fr") if message.id]


def key(message: Message) -> translations.Key:
    english = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, english


def pairs() -> Iterator[tuple[str, str]]:
    """(English, French), the forms of a plural one by one."""
    for message in french():
        if isinstance(message.id, str):
            yield message.id, str(message.string)
        else:
            yield from zip(message.id, message.string, strict=True)


def wrong_setting(text: str) -> list[str]:
    shown = HTML.sub("", text)
    return [name for name, pattern in SETTING.items() if re.search(pattern, shown)]


def test_every_text_has_its_french() -> None:
    known = {key(message) for message in french()}
    missing = {f"{where}: {said}" for said, where in asked() if said not in known}
    assert not missing, "run makemessages and translate:\n" + "\n".join(sorted(missing))


def test_nothing_is_translated_that_nobody_says() -> None:
    said = {said for said, _where in asked()}
    stale = [key(message) for message in french() if key(message) not in said]
    assert not stale, f"run makemessages --no-obsolete: {stale}"


@cache
def asked() -> list[tuple[translations.Key, str]]:
    return list(translations.asked_for().items())


def test_no_translation_is_empty_or_a_guess() -> None:
    bad = [m.id for m in french() if m.fuzzy or not all(_forms(m))]
    assert not bad


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string)


def test_a_translation_carries_the_same_values() -> None:
    bad = []
    for message in french():
        ids = (message.id,) if isinstance(message.id, str) else message.id
        wanted = [set(PLACEHOLDER.findall(text)) for text in ids]
        found = [set(PLACEHOLDER.findall(text)) for text in _forms(message)]
        # "One row" need not say its number; the plural says everything.
        loose = not wanted[0] <= found[0] <= wanted[-1]
        if loose or found[-1] != wanted[-1]:
            bad.append((message.id, message.string))
    assert not bad


def test_tags_are_kept() -> None:
    bad = [
        (english, said)
        for english, said in pairs()
        if sorted(HTML.findall(english)) != sorted(HTML.findall(said))
    ]
    assert not bad


def test_the_setting_is_french() -> None:
    bad = {said: wrong for _english, said in pairs() if (wrong := wrong_setting(said))}
    assert not bad


def test_sentences_stay_sentences() -> None:
    """The full stop, the ellipsis and the capital are there in both languages or in none."""
    bad = [
        (english, said)
        for english, said in pairs()
        if (english[-1:] in ".…") != (said[-1:] in ".…")
    ]
    bad += [
        (english, said)
        for english, said in pairs()
        if english[0].isalpha() and said[0].isalpha()
        if english[0].isupper() != said[0].isupper()
        if not ACRONYM.match(english) and not ACRONYM.match(said)
    ]
    assert not bad


def test_the_words_are_those_of_the_trade() -> None:
    bad = [
        said
        for _english, said in pairs()
        if re.search(AVOIDED, PLACEHOLDER.sub("", said), re.IGNORECASE)
    ]
    assert not bad


def test_nothing_is_said_that_cannot_be_translated() -> None:
    found = translations.leftovers()
    assert not found, "wrap in gettext:\n" + "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Motif de perte : obligatoire", "a plain space before"),
        ("Vraiment?", "no space before"),
        ("93% de l’objectif", "a percent sign stuck"),
        ("« Noter »", "a plain space inside"),
        ("l'affaire", "a straight apostrophe"),
        ("Clique ici", "the reader is not"),
    ],
)
def test_bad_french_is_seen(text: str, wrong: str) -> None:
    assert any(name.startswith(wrong) for name in wrong_setting(text))


@pytest.mark.parametrize(
    "source",
    [
        "<p>Nothing here</p>",
        '<a aria-label="Close" href="/">{{ x }}</a>',
        "<b>{{ label }}</b>: {{ value }}",
        "{{ rate }}%",
        "{% blocktranslate %}said{% endblocktranslate %} and unsaid",
    ],
)
def test_text_outside_a_tag_is_seen(source: str) -> None:
    assert translations.in_template(source, "page.html")


def test_translated_templates_are_left_alone() -> None:
    source = (
        '{# words #}<p class="a b" data-key="g p">{% translate "Today" %} <kbd>Enter</kbd></p>'
        "{% comment %} more words {% endcomment %}<script>let no = 'matter'</script>"
        "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
    )
    assert translations.in_template(source, "page.html") == []


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused("This deal is closed.")',
        'raise ValidationError({"stage": "Choose a stage."})',
        'form.add_error("stage", "Choose a stage.")',
        'name = CharField(label="Name")',
        'class Kind(models.TextChoices):\n    CALL = "call", "Call"',
        "text = f\"{_('tomorrow')} {hour}\"",
        "from django.utils.translation import gettext_lazy as _l",
        'from django.utils.translation import gettext as _\nNAME = _("Name")',
        'text = f"{label}: {value}"',
        'text = f"{rate}%"',
    ],
)
def test_python_without_gettext_is_seen(source: str) -> None:
    assert translations.in_python(source, "crm/views/deals.py")


def test_python_with_gettext_is_left_alone() -> None:
    source = (
        'raise Refused(_("This deal is closed."), code="closed")\n'
        'class Kind(models.TextChoices):\n    CALL = "call", _("call")\n'
        'log.warning("the broker did not answer")\n'
    )
    assert translations.in_python(source, "crm/views/deals.py") == []


def test_a_sentence_in_a_script_is_seen() -> None:
    assert translations.in_script('say("Not saved yet");', "app.js")
    assert (
        translations.in_script('// "Not saved yet"\nfind("[data-row]")', "a.js") == []
    )
