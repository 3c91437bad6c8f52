"""Rules for translations: the same statements, figures and countries as the original, and not an old one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from explainers.checks.book import countries_in
from explainers.checks.missing_figures import figure_in_words
from explainers.checks.page import PROSE, Page
from explainers.checks.quotation_verdicts import language_name
from explainers.checks.words import has_number_words
from explainers.content_kinds import TRANSLATED, file_of_kind, kinds_with
from explainers.countries import country_name
from explainers.digest import digest
from explainers.problems import START, Place, Problem
from explainers.prose import Attribution, Citation
from explainers.reading.blocks import Block
from explainers.reading.documents import Document
from explainers.reading.slugs import is_slug
from explainers.reading.sums import plain_sums

__all__ = ["original_digest", "translation_differs", "translation_missing", "translation_stale", "untranslated"]

_BY_LANGUAGE: Final = kinds_with(lambda kind: kind.by_language)
_COMPARED: Final = PROSE | {"change-was"}
_FEW: Final = 5  # words


def original_digest(original: Document) -> str:
    """Return the digest of what of an original is translated: its words and citations, block by block; neither dates
    nor tags, neither markup nor punctuation.
    """
    blocks = [
        (block.kind, re.findall(r"\w+", block.text), [_as_cited(claim.citations, block) for claim in block.claims])
        for block in original.blocks
        if block.kind in _COMPARED
    ]
    return digest(blocks)


class _AsCited(Struct, frozen=True):
    """A citation as digests have it, which don't change when citations learn to say more."""

    source: str
    paragraphs: tuple[int, ...]
    how: Attribution | None


def _as_cited(citations: tuple[Citation, ...], block: Block) -> list[object]:
    plain = plain_sums(citations, block.language)
    cited = [(_AsCited(one.source, one.paragraphs, one.how), one.sum) for one in plain]
    return [(one, sum) if sum else one for one, sum in cited]


def translation_missing(page: Page) -> Iterator[Problem]:
    """A page, an event, a term or a text that a source gives by language has no translation in one of the site's
    languages.

    Readers of that language are shown the original. It is a warning: a page may be published before it is translated. A
    draft needs no translation yet.

    What to do: `explainers new translation explainers/NAME LANGUAGE` makes the file.

    Wrong (files, with the languages en and fr):

        explainers/neutral-zone.md

    Right (files, with the languages en and fr):

        explainers/neutral-zone.md
        explainers/neutral-zone.fr.md
    """
    others = page.site.languages[1:] if page.document.status != "draft" else ()
    if not others:
        return
    if page.kind in TRANSLATED and page.document.original and page.document.record is not None:
        slug = page.document.slug
        if not is_slug(slug) or page.document.inner_path != file_of_kind(page.kind, slug):  # it has to be renamed first
            return
        there = page.translations
        for language in others:
            if language not in there:
                command = f"explainers new translation {page.document.inner_path.removesuffix('.md')} {language}"
                message = f"this page has no {language_name(language)} translation: {command} makes one"
                yield page.problem("translation-missing", START, message)
    elif page.kind in _BY_LANGUAGE:
        yield from _missing_texts(page, others)


def _missing_texts(page: Page, languages: Sequence[str]) -> Iterator[Problem]:
    there: dict[str, dict[str, Block]] = {}
    for block in page.blocks:
        if block.kind in ("event", "definition", "called"):
            there.setdefault(block.name, {})[block.language] = block
    for by_language in there.values():
        first = next(iter(by_language.values()))
        for language in languages:
            if language not in by_language:
                message = f"this has no {language_name(language)} translation: write it under {language}"
                yield page.problem("translation-missing", first.place, message)


def translation_stale(page: Page) -> Iterator[Problem]:
    """A translation was made from an older version of its original, or does not say from which version.

    `translated_from` is the digest of the original's words and citations at the time when somebody last compared
    the two. It is a warning: the differences that a program can see are errors of their own (`translation-differs`).

    What to do: compare the two, then run `explainers new translation explainers/NAME LANGUAGE`, which renews it.

    Wrong (explainers/neutral-zone.fr.md):

        translated_from: 00000000000000000000000000000000

    Right (explainers/neutral-zone.fr.md, with the digest of the original as it is):

        translated_from: DIGEST
    """
    given = _older_version(page)
    if given is None:
        return
    if not given:
        if any(one.suggestion == "translated_from" for one in page.document.problems):  # it is, under a mistyped key
            return
        message = f"it is not said which version this translates: compare the two, then run {_renewing(page)}"
        yield page.problem("translation-stale", START, message)
    elif not any(translation_differs(page)):  # else that says it
        message = f"{_CHANGED}: compare the two, then run {_renewing(page)}"
        yield page.problem("translation-stale", page.key_place("translated_from", given), message)


_CHANGED: Final = "the original has changed since this was translated"


def _older_version(page: Page) -> str | None:
    """Return the version that a translation says it was made from, where that isn't the original as it is (empty: it
    says none); `None` where it is up to date, or nobody can know.
    """
    original, text = page.original, getattr(page.document.record, "text", None)
    if original is None or text is None or original.record is None:
        return None
    blocks = [block for block in original.blocks if block.kind in _COMPARED]
    if any(original.has_unread_citation(block) for block in blocks):
        return None
    given = str(text.translated_from)
    if given == original_digest(original) or any(_cites_nothing(page, block) for block in blocks):
        return None
    return given


def _cites_nothing(page: Page, block: Block) -> bool:
    """Whether a block cites a source or a paragraph that isn't there, which is told: nobody knows which is meant."""
    cited = [claim.citations for claim in block.claims if any(one.source for one in claim.citations)]
    return not all(page.support(citations).known for citations in cited)


def _renewing(page: Page) -> str:
    assert page.original is not None, "a translation of something"
    return f"explainers new translation {page.original.inner_path.removesuffix('.md')} {page.language}"


# ---- differences -----------------------------------------------------------------------------------------


def translation_differs(page: Page) -> Iterator[Problem]:
    """A translation does not say the same as its original, as far as a program can see.

    Block by block (paragraphs, list items, rows, key points and so on), the citations with their words, the figures and
    dates, and the countries must be the same; the words must not be those of the original. Events and sealed quotations
    are compared with their translations too. Where the original has changed since (see `translation-stale`), this is
    reported once, with the lines; then the two have to be compared as a whole.

    What to do: bring the translation in line with the original, or the original with it.

    Wrong (explainers/neutral-zone.fr.md, where the original has 15 kilometres):

        La Norvège et la Suède se sont entendues sur une zone de 10 kilomètres, selon le ministère [@wire, para. 2].

    Right (explainers/neutral-zone.fr.md):

        La Norvège et la Suède se sont entendues sur une zone de 15 kilomètres, selon le ministère [@wire, para. 2].
    """
    original = page.original
    if original is not None:
        if original.record is None:  # what is wrong in it is told there, and may be all that differs
            return
        differences = list(_differences(page, original))
        if differences and (place := _nothing_translated(page)):
            yield page.problem("translation-differs", place, "nothing of this is translated: write over these words")
            return
        given = _older_version(page) if differences else None
        yield from _as_one(page, given, differences) if given else differences
    elif page.kind in _BY_LANGUAGE:
        yield from _within(page)


def _as_one(page: Page, given: str, differences: Sequence[Problem]) -> Iterator[Problem]:
    """Tell the cause of differences: the original has changed since its translation was made from a given version."""
    lines = sorted({problem.place.line for problem in differences})
    where = f"line{'s' * (len(lines) > 1)} {', '.join(map(str, lines))}"
    message = f"{_CHANGED}, and {where} no longer say{'s' * (len(lines) == 1)} the same: bring this in line with it, "
    place = page.key_place("translated_from", given)
    yield page.problem("translation-differs", place, f"{message}then run {_renewing(page)}")


def _differences(page: Page, original: Document) -> Iterator[Problem]:
    theirs = [block for block in original.blocks if block.kind in _COMPARED]
    ours = [block for block in page.blocks if block.kind in _COMPARED]
    matcher = SequenceMatcher(
        None, [_signature(one) for one in theirs], [_signature(one) for one in ours], autojunk=False
    )
    is_unread = bool(original.unread or page.document.unread)  # so that blocks may be others than they look
    for operation, start, end, first, last in matcher.get_opcodes():
        if is_unread and operation != "equal":
            continue
        if operation == "equal" or end - start == last - first:
            for one, other in zip(theirs[start:end], ours[first:last], strict=True):
                yield from _compared(page, one, other)
        elif last - first > end - start:
            block = ours[first + end - start]
            yield page.problem("translation-differs", block.place, f"the original has no such {_word(block)} here")
        else:
            block = theirs[start + last - first]
            place = ours[min(last, len(ours) - 1)].place if ours else START
            message = f"a {_word(block)} of the original is missing before this: line {block.place.line} there"
            yield page.problem("translation-differs", place, message)


def untranslated(page: Page) -> Sequence[Block]:
    """Return the blocks of a translation that have the original's words: in its language they say nothing yet."""
    if page.original is None:
        return ()
    theirs = {(block.kind, block.text) for block in page.original.blocks if block.kind in _COMPARED}
    return [block for block in page.blocks if (block.kind, block.text) in theirs and _has_words(page, block)]


def _nothing_translated(page: Page) -> Place | None:
    """Return where a translation begins that has the original's words alone, as one that was just made has."""
    waiting = untranslated(page)
    whole = [block for block in page.blocks if block.kind in _COMPARED and _has_words(page, block)]
    return waiting[0].place if len(waiting) > 1 and waiting == whole else None


def _has_words(page: Page, block: Block) -> bool:
    """Whether a block has words enough to be told as untranslated: names alone are the same in many languages."""
    return len(re.findall(r"\w+", page.outside(block))) >= _FEW


def _signature(block: Block) -> tuple[str, tuple[tuple[Citation, ...], ...]]:
    return block.kind, tuple(plain_sums(claim.citations, block.language) for claim in block.claims)


def _word(block: Block) -> str:
    return {"item": "list item", "row": "table row", "unknown": "unknown"}.get(block.kind, block.kind.replace("-", " "))


def _compared(page: Page, original: Block, block: Block) -> Iterator[Problem]:
    """Compare two blocks that stand at the same place."""
    if original.kind != block.kind:
        message = f"the original has a {_word(original)} here, not a {_word(block)}: line {original.place.line} there"
        yield page.problem("translation-differs", block.place, message)
        return
    yield from _cited_otherwise(page, original, block)
    yield from _content(page, original, block)


def _cited_otherwise(page: Page, original: Block, block: Block) -> Iterator[Problem]:
    if page.document.has_unread_citation(block) or (page.original and page.original.has_unread_citation(original)):
        return  # that is told, and is the cause
    different = next(
        (
            claim
            for claim, other in zip(block.claims, original.claims, strict=False)
            if plain_sums(claim.citations, block.language) != plain_sums(other.citations, original.language)
        ),
        None,
    )
    if different or len(block.claims) != len(original.claims):
        if _cites_nothing(page, original) or _cites_nothing(page, block):
            return
        place = different.cite_place if different else block.place
        message = f"the citations are not those of the original: line {original.place.line} there"
        yield page.problem("translation-differs", place, message)


def _content(page: Page, original: Block, block: Block) -> Iterator[Problem]:
    if block.text == original.text and _has_words(page, block):
        yield page.problem("translation-differs", block.place, "this is not translated: it has the original's words")
        return
    theirs = {one.value for one in (page.original_page or page).figures_in(original)}
    ours = {one.value: one for one in page.figures_in(block)}
    line = f"line {original.place.line} there"
    for value, figure in ours.items():
        if value not in theirs and _is_sure(value, original.language):
            message = f"the original does not have '{figure.shown}' here: {line}"
            yield page.problem("translation-differs", block.place_of(figure.start, figure.end), message)
    lacking = sorted(value for value in theirs - set(ours) if _is_sure(value, block.language))
    if lacking:
        yield page.problem(
            "translation-differs",
            block.place,
            f"the original has {', '.join(map(figure_in_words, lacking))} here: {line}",
        )
    yield from _countries(page, original, block)


def _is_sure(value: str, language: str) -> bool:
    """Whether a language would show a value if it had it: where its numbers in words can't be read, only dates."""
    return has_number_words(language) or "-" in value


def _countries(page: Page, original: Block, block: Block) -> Iterator[Problem]:
    there = page.original_page or page
    theirs, ours = _named(there, original), _named(page, block)
    meant = _meant(there, original), _meant(page, block)
    line = f"line {original.place.line} there"
    for code, (start, end) in ours.items():
        if code not in theirs and code not in meant[0]:
            message = f"the original does not name {country_name(code, block.language)} here: {line}"
            yield page.problem("translation-differs", block.place_of(start, end), message)
    lacking = [country_name(code, block.language) for code in theirs if code not in {*ours, *meant[1]}]
    if lacking:
        yield page.problem("translation-differs", block.place, f"the original names {', '.join(lacking)} here: {line}")


def _named(page: Page, block: Block) -> dict[str, tuple[int, int]]:
    """Return the countries that a block names, by code, with where they first stand."""
    book = page.site.book
    found: dict[str, tuple[int, int]] = {}
    for name in page.names_in(block):
        code = book.country(name.text)
        if code:
            found.setdefault(code, (name.start, name.end))
    return found


def _meant(page: Page, block: Block) -> set[str]:
    """Return the countries that a block speaks of by any name, its people's and adjectives too: Norway's minister is
    *la ministre norvégienne* in French.
    """
    book = page.site.book
    named = (book.meant_within(name.text, block.language) for name in page.names_in(block))
    return countries_in(frozenset().union(*named))


def _within(page: Page) -> Iterator[Problem]:
    """Compare the languages of events, and sealed quotations with their translations."""
    first: dict[str, Block] = {}
    for block in page.blocks:
        if block.kind in ("event", "sealed-quotation", "translation"):
            original = first.setdefault(block.name, block)
            if original.language == block.language:
                first[block.name] = block
            else:
                yield from _content(page, original, block)
