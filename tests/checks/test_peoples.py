"""Peoples and adjectives of countries are known in all their forms, and stand for their country."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from explainers.checks import peoples as package
from explainers.checks.book import COUNTRY, NameBook, place_forms
from explainers.checks.peoples import peoples
from explainers.checks.peoples.make import inflected
from explainers.languages import LANGUAGES
from explainers.model import Corpus

FOLDER = Path(package.__file__).parent
BOOK = NameBook(Corpus({}, {}, {}, {}, {}, {}, {}, {}), LANGUAGES)


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("South African roads and two Swedes", "en", "ZA SE"),
        ("the US and British envoys, and the U.S. army", "en", "US GB US"),
        ("les routes sud-africaines et les Sud-Africains", "fr", "ZA ZA"),
        ("les soldats burkinabè, une Russe, la marine grecque", "fr", "BF RU GR"),
        ("los sudafricanos y las tropas francesas de EE. UU.", "es", "ZA FR US"),
        ("Las nigerianas y un nigerino", "es", "NG NE"),
        ("die südafrikanischen Straßen, den Franzosen, eine Polin", "de", "ZA FR PL"),
        ("der US-amerikanische Botschafter und die Deutschen", "de", "US DE"),
    ],
)
def test_a_people_and_an_adjective_stand_for_their_country(text: str, language: str, codes: str) -> None:
    found = [BOOK.meant(name.text) for name in BOOK.names(text, language)]
    assert [identity for meant in found for identity in sorted(meant)] == [COUNTRY + code for code in codes.split()]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Il répond en français", "fr"), ("Lo dijo en español", "es"), ("Er sagt es auf Deutsch", "de")],
)
def test_a_language_is_no_country(text: str, language: str) -> None:
    assert not BOOK.names(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("at the North Pole", "en"), ("son nom est Hollande", "fr"), ("a polish of the floor", "en")],
)
def test_words_that_mean_something_else_stand_for_no_country(text: str, language: str) -> None:
    assert not any(BOOK.meant(name.text) for name in BOOK.names(text, language))


def test_what_two_countries_share_stands_for_both() -> None:
    assert BOOK.meant("Congolese") == {COUNTRY + "CG", COUNTRY + "CD"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_country_is_there_and_each_is_one(language: str) -> None:
    known = peoples(language)
    assert known.keys() <= place_forms("en").keys()
    members = set(place_forms("en")) - set(known)
    assert len(members) <= 60, sorted(members)
    assert {"ZA", "BF", "ML", "NE", "NG", "RU", "UA", "PS", "TW", "XK", "CD"} <= known.keys()
    assert all(form == form.strip() and form for forms in known.values() for form in forms)


def test_a_language_without_a_file_has_none() -> None:
    assert peoples("ja") == {}


@pytest.mark.parametrize(
    ("word", "language", "forms"),
    [
        ("Swede", "en", "Swede Swedes"),
        ("Dutch", "en", "Dutch"),
        ("malien", "fr", "malien malienne maliens maliennes"),
        ("grec", "fr", "grec grecque grecs grecques"),
        ("espagnol", "fr", "espagnol espagnole espagnols espagnoles"),
        ("français", "fr", "français française françaises"),
        ("alemán", "es", "alemán alemana alemanes alemanas"),
        ("marroquí", "es", "marroquí marroquíes marroquís"),
        ("belga", "es", "belga belgas"),
        ("malisch", "de", "malisch malische malischer malischen malischem malisches"),
        ("Franzose", "de", "Franzose Franzosen Französin Französinnen"),
        ("Malier", "de", "Malier Maliern Maliers Malierin Malierinnen"),
        ("!EE. UU.", "es", "EE. UU."),
    ],
)
def test_a_word_has_the_forms_of_its_language(word: str, language: str, forms: str) -> None:
    assert " ".join(inflected(word, language)) == forms


def test_the_files_are_those_that_the_readme_tells_of() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert hashlib.sha256((FOLDER / f"{language}.json").read_bytes()).hexdigest() in told, language
