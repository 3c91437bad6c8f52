"""A site's own catalogue has every text; where nobody has translated them, readers see English."""

from __future__ import annotations

from explainers.editing.interface import new_catalogue
from explainers.pages.words import translations


def test_a_language_that_the_package_has_begins_with_its_words() -> None:
    own = new_catalogue("de")
    assert 'msgid "Glossary"\nmsgstr "Glossar"' in own
    assert translations("de", own.replace('"Glossar"', '"Lexikon"')).gettext("Glossary") == "Lexikon"


def test_a_language_that_nobody_has_translated_is_to_be_filled_in() -> None:
    own = new_catalogue("pt")
    assert 'msgid "Glossary"\nmsgstr ""\n' in own
    assert translations("pt", own).gettext("Glossary") == "Glossary"
    filled = own.replace('msgid "Glossary"\nmsgstr ""', 'msgid "Glossary"\nmsgstr "Glossário"')
    assert translations("pt", filled).gettext("Glossary") == "Glossário"
    one, many = "%(number)s paragraph.", "%(number)s paragraphs."
    assert translations("pt", filled).ngettext(one, many, 2) == many
