"""Whether a claim says who spoke by a pronoun or a title: *she said*, *the Angolan minister said*.

That is enough where the speaker was named in an earlier claim of the same block, and nobody else could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from explainers.checks.book import folded, is_country, listed_only
from explainers.checks.page import Page, Statement
from explainers.checks.quotations import named_in
from explainers.languages import language_of
from explainers.languages.language import Language
from explainers.reading.names import Name
from explainers.seldom import seldom

__all__ = ["meant_by_reference"]

_TWO: Final = seldom(r"(?<!\w)[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+")


def meant_by_reference(page: Page, statement: Statement, forms: Iterable[str]) -> bool:
    """Return whether a statement names its speaker by a pronoun or a title, as somebody whom an earlier claim of its
    block names and who alone can be meant. `forms`: what the speaker can be called.
    """
    block, language = statement.block, language_of(statement.block.language)
    if language is None:
        return False
    before, words = block.text[: statement.start], block.text[statement.start : statement.end]
    spoken = tuple(dict.fromkeys(map(folded, forms)))
    if not named_in(spoken, before):
        return False
    title = _titled(words, language)
    if title is None and not _pronoun(language).search(_plain(words)):
        return False
    if title and not (
        named_in(spoken, title) or re.search(rf"(?<!\w){re.escape(title)}(?!\w)", _plain(before), re.IGNORECASE)
    ):
        return False
    return not _others(page, statement, spoken)


def _plain(text: str) -> str:
    return text.replace("'", "\u2019")


@lru_cache(maxsize=8)
def _pronoun(language: Language) -> re.Pattern[str]:
    pattern = language.pronoun.replace("<say>", language.saying)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)


def _titled(words: str, language: Language) -> str | None:
    """Return the title by which a statement names who says something, without what stands before it, if it does."""
    found = _title(language).search(_plain(words))
    return next(filter(None, found.groups()), None) if found else None


@lru_cache(maxsize=8)
def _title(language: Language) -> re.Pattern[str]:
    the, title, say = language.determiners, language.title, language.saying
    whole = rf"(?:{the})[ ]?(?:[\w-]+ ){{0,3}}?({title})(?: [\w-]+){{0,2}}?"
    said = rf"(?:(?:also|later|has|had|a|ont|ha|hat) )*(?:{say})"
    behind = rf"(?:{said}) (?:{the})[ ]?(?:[\w-]+ ){{0,3}}?({title})"
    source = rf"(?:{language.according}) (?:{the})[ ]?(?:[\w-]+ ){{0,3}}?({title})"
    return re.compile(rf"(?<![\w-])(?:{whole} {said}|{behind}|{source})(?!\w)", re.IGNORECASE)


def _others(page: Page, statement: Statement, spoken: Sequence[str]) -> list[str]:
    """Return who else is named in the block up to the end of a statement: names that are no country, and stand where
    a place doesn't.
    """
    block = statement.block
    text, language = block.text[: statement.end], language_of(block.language)
    assert language is not None, "only known ones are looked at"
    placed = re.compile(rf"(?<!\w)(?:{language.places})\s(?:the\s|la\s|der\s|den\s|l['\u2019])?$", re.IGNORECASE)
    book = page.site.book
    own = [name for name in book.names(text, block.language) if not is_country(book.meant(name.text))]
    if listed_only(block.language):  # where every noun has a capital, two in a row are probably a name
        own += [Name(two[0], *two.span()) for two in _TWO.finditer(text)]
    return [
        one.text
        for one in own
        if not _is_of(one, spoken) and not placed.search(text, max(0, one.start - 20), one.start)
    ]


def _is_of(name: Name, spoken: Sequence[str]) -> bool:
    """Whether a name is a speaker's, or a part of it, or has it within."""
    words = folded(name.text).split()
    return any(set(words) & set(form.split()) for form in spoken)
