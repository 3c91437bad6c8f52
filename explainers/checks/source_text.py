"""Rules that need the text of a source: prose copied from it, and records that do not fit it.

With `--source-text DIR`, each source's text is looked for in `DIR/KEY.txt`, a paragraph a line. Figures, names and
quotations of all pages are then looked up in the text itself, by the same rules as else in what was sealed of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from explainers.checks.book import words_of
from explainers.checks.evidence import Evidence
from explainers.checks.page import PROSE, Page
from explainers.checks.site import CheckedSite
from explainers.checks.word_for_word import nearest_words, stands_in
from explainers.model import Sealed
from explainers.problems import START, Problem
from explainers.reading.blocks import Block
from explainers.reading.openings import are_allowed
from explainers.seldom import seldom

__all__ = ["copied_text", "record_differs_from_text"]

_LONGEST: Final = 8
_WORD: Final = seldom(r"\w+(?:['\u2019\u2010\u2011-]\w+)*")
_COPIED_IN: Final = PROSE | {"change-was", "definition"}
_Words = tuple[str, ...]


# ---- prose -----------------------------------------------------------------------------------------------


def copied_text(page: Page) -> Iterator[Problem]:
    """Eight or more words in a row are those of a source, without quotation marks.

    A source's text belongs to those who wrote it. What is taken word for word is marked as a quotation, or said in
    other words. This can be checked only where the source's text is at hand (`--source-text`).

    What to do: say it in your own words; or quote it, with its speaker, and seal the quotation.

    Wrong (body, with the text at hand):

        The ministry called for calm on both sides of the border until all was signed [@wire, para. 5].

    Right (body):

        Until the signing, both sides should keep calm, the ministry said [@wire, para. 5].
    """
    index = shingles(page.site)
    if not index or page.kind in ("source", "names", "unknown"):
        return
    for block in page.blocks:
        if block.kind in _COPIED_IN:
            yield from _copied(page, block, index)


def _copied(page: Page, block: Block, index: dict[_Words, str]) -> Iterator[Problem]:
    for words in _outside_quotations(page, block):
        place = 0
        while place + _LONGEST <= len(words):
            key = index.get(_folded(words[place : place + _LONGEST]))
            if key is None:
                place += 1
                continue
            end = place + _LONGEST
            while end < len(words) and _folded(words[end - _LONGEST + 1 : end + 1]) in index:
                end += 1
            where = block.place_of(words[place].start(), words[end - 1].end())
            message = f"these {end - place} words in a row are those of '{key}': say it in other words, or quote it"
            yield page.problem("copied-text", where, message)
            place = end


def _outside_quotations(page: Page, block: Block) -> Iterator[Sequence[re.Match[str]]]:
    """Return the words of a block, in stretches that no quotation parts."""
    start = 0
    for one in page.quoted(block):
        if one.closed:
            yield list(_WORD.finditer(block.text, start, one.start))
            start = one.end
    yield list(_WORD.finditer(block.text, start))


def _folded(words: Sequence[re.Match[str]]) -> _Words:
    return tuple(word[0].casefold().replace("\u2019", "'") for word in words)


def shingles(site: CheckedSite) -> dict[_Words, str]:
    """Return every eight words in a row of the texts that are at hand, with the source's key; made once a site."""
    if site.shingles is None:
        site.shingles = {}
        for key, paragraphs in sorted(site.texts.items()):
            for paragraph in paragraphs:
                words = list(_WORD.finditer(paragraph))
                for place in range(len(words) - _LONGEST + 1):
                    site.shingles.setdefault(_folded(words[place : place + _LONGEST]), key)
    return site.shingles


# ---- records ---------------------------------------------------------------------------------------------


def record_differs_from_text(page: Page) -> Iterator[Problem]:
    """Compare a source's record with its text, where that is at hand: digest, figures, names, quotations, `also`."""
    evidence = page.evidence(page.document.slug) if page.kind == "source" else None
    if evidence is None or evidence.text is None:
        return
    sealed, there = evidence.source.sealed, evidence.sealed
    if sealed is not None and there is not None and sealed.digest != there.digest:
        message = f"the text at hand is not the one that was sealed: run explainers source seal {page.document.slug}"
        yield page.problem("seal-broken", page.key_place("digest", sealed.digest), message)
    elif sealed is not None and there is not None and not _fits(sealed, there, evidence.text):
        message = (
            "figures, names or opening words on record are not those of the text: "
            f"run explainers source seal {page.document.slug}"
        )
        yield page.problem("seal-broken", page.key_place("digest", sealed.digest), message)
    yield from _quotations(page, evidence, evidence.text)
    for number, note in evidence.source.paragraphs.items():
        for figure, words in note.also.items():
            if number <= len(evidence.text) and not stands_in(words, evidence.text[number - 1]):
                message = f"the words '{words}', from which {figure} is to follow, are not in paragraph {number}"
                yield page.problem("figure-not-in-source", page.key_place(figure, words), message)


def _fits(sealed: Sealed, there: Sealed, text: Sequence[str]) -> bool:
    """Return whether figures are those of the text, and names and opening words are in it; names that were listed later
    may lack.
    """
    named = all(
        0 < number <= len(text) and words_of(name) <= words_of(text[number - 1])
        for number, listed in sealed.names.items()
        for name in listed
    )
    opened = all(number <= len(text) and are_allowed(ends, text[number - 1]) for number, ends in sealed.opens.items())
    rounded = sealed.rounded is None or sealed.rounded == there.rounded
    return named and opened and rounded and sealed.count == there.count and dict(sealed.figures) == dict(there.figures)


def _quotations(page: Page, evidence: Evidence, text: Sequence[str]) -> Iterator[Problem]:
    for block in page.blocks:
        if block.kind != "sealed-quotation":
            continue
        quotation = evidence.source.quotations[int(block.name) - 1]
        if 1 <= quotation.para <= len(text) and not stands_in(quotation.text, text[quotation.para - 1]):
            found = [number for number, paragraph in enumerate(text, start=1) if stands_in(quotation.text, paragraph)]
            message = f"paragraph {quotation.para} does not have these words"
            message += f"; paragraph {found[0]} has them" if found else ""
            nearest = None if found else nearest_words(quotation.text, [text[quotation.para - 1]])
            yield page.problem("misquoted", block.place if block.spans else START, message, nearest)
