"""The interface speaks every language of the catalogue, whole, and as a newsroom of that language writes."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment

from tests.theme.samples import ROOT, THEME

LOCALES = ROOT / "explainers/locale"
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
# How the package calls gettext: as docs/theme.md has it on the command line.
KEYWORDS = ["say", "say_count:1,2", "_mark"]
# The gallery is for those who work on the theme, and English.
READ_BY_PEOPLE = sorted(path for path in THEME.rglob("*.html") if path.name != "gallery.html")
MEASURE = re.compile(r"%\(\w+\)s")


@cache
def wanted() -> frozenset[str | tuple[str, ...]]:
    """All interface texts of theme and package."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(KEYWORDS)}
    found = extract_from_dir(ROOT, methods, options, keywords, directory_filter=lambda path: "/." not in path)
    return frozenset(message for _, _, message, _, _ in found)


@cache
def catalog(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES/explainers.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalog(language) if message.id]


def words(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_every_text_and_no_other(language: str) -> None:
    found = {tuple(message.id) if message.pluralizable else message.id for message in messages(language)}
    assert found == wanted()
    assert not catalog(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_a_guess(language: str) -> None:
    for message in messages(language):
        assert all(words(message.string)), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_places_to_fill(language: str) -> None:
    for message in messages(language):
        places = {frozenset(MEASURE.findall(text)) for text in words(message.id)}
        assert {frozenset(MEASURE.findall(text)) for text in words(message.string)} <= places, message.id
        assert not any(re.search(r"%(?!\(\w+\)s|%)", text) for text in words(message.string)), message.id


def test_french_has_its_spaces_and_signs() -> None:
    for message in messages("fr"):
        for text in words(message.string):
            assert not re.search(r"(?<!\u00a0):|(?<!\u202f)[;?!]|«(?!\u202f)|(?<!\u202f)»|['\"]", text), text


def joined(template: str) -> str:
    """Return what a template says without asking a catalogue, with an x for each value that it shows."""
    words = {
        "data": str,
        "string": lambda text: "" if re.search(r"\w", text) else text,
        "variable_begin": lambda _: "x",
    }
    found = "".join(words.get(kind, lambda _: "")(text) for _, kind, text in Environment().lex(template))
    return unescape(re.sub(r"<[^>]*>", "", found))


@pytest.mark.parametrize("template", READ_BY_PEOPLE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_template_joins_signs_that_languages_space_in_their_own_way(template: Path) -> None:
    assert not re.search(r"[:;?!«»“”]", joined(template.read_text(encoding="utf-8")))


@pytest.mark.parametrize("template", ["<b>{{ kind }}:</b>", "{{ kind ~ ': ' ~ title }}", "{% if asked %}?{% endif %}"])
def test_a_joined_sign_would_be_found(template: str) -> None:
    assert re.search(r"[:;?!«»“”]", joined(template))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Explainers", "Décryptages"),
        ("In short", "L’essentiel"),
        ("Receipts", "Références"),
        ("Corrections", "Rectificatifs"),
        ("What we don’t know", "Ce que nos sources ne disent pas"),
        ("pledged", "promis"),
        ("planned", "prévu"),
        ("alleged", "accusation non établie"),
        ("denied", "démenti"),
        ("disputed", "contesté"),
        ("analysis", "analyse"),
        ("unknown", "non précisé"),
        ("Growing closer", "En rapprochement"),
        ("Growing apart", "En éloignement"),
        ("Not covered by our sources", "Non couvert par nos sources"),
    ],
)
def test_french_has_the_fixed_terms(english: str, french: str) -> None:
    message = catalog("fr")[english]
    assert message is not None
    assert message.string == french
