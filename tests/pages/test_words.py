"""Interface texts come from catalogues, and a language has a direction."""

from __future__ import annotations

import pytest

from explainers.pages.words import direction, translations


def test_a_text_is_translated_and_counted_by_the_rules_of_its_language() -> None:
    french = translations("fr")
    assert french.gettext("Glossary") == "Glossaire"
    one, many = "%(number)s paragraph.", "%(number)s paragraphs."
    assert french.ngettext(one, many, 0) == french.ngettext(one, many, 1) != french.ngettext(one, many, 2)


@pytest.mark.parametrize("language", ["en", "eo", "eo-XX"])
def test_what_has_no_translation_stays_english(language: str) -> None:
    assert translations(language).gettext("Glossary") == "Glossary"


def test_a_language_of_a_country_has_the_texts_of_the_language() -> None:
    assert translations("de-AT").gettext("Glossary") == "Glossar"


def test_a_sites_own_text_counts_before_the_packages() -> None:
    own = 'msgid "Glossary"\nmsgstr "Lexique"\n'
    assert translations("fr", own).gettext("Glossary") == "Lexique"
    assert translations("fr", own).gettext("Sources") == translations("fr").gettext("Sources")


def test_a_text_that_a_catalogue_lacks_stays_as_it_is() -> None:
    assert translations("fr").gettext("Herring & chips") == "Herring & chips"


@pytest.mark.parametrize(("language", "expected"), [("en", "ltr"), ("pt-BR", "ltr"), ("ar", "rtl"), ("he", "rtl")])
def test_a_language_is_written_from_one_side(language: str, expected: str) -> None:
    assert direction(language) == expected
