"""Whether words are on record, word for word.

The rules for quotations, the badge below a block quotation and `source seal` all ask here, so that each means the same
by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from explainers.locales import base_language
from explainers.model import Quotation, Source
from explainers.prose import Citation
from explainers.reading.quotation_marks import has_words
from explainers.reading.seals import SealState, normalised, seal_state

__all__ = [
    "OnRecord", "checked_on_record", "cited_quotations", "is_translated", "nearest_words", "on_record",
    "recorded_words", "stands_in",
]  # fmt: skip


# ---- words in words --------------------------------------------------------------------------------------

_OMISSION: Final = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3}")


@lru_cache(maxsize=4096)  # checks and pages ask about the same quotations
def stands_in(words: str, whole: str) -> bool:
    """Return whether words stand in other words: all of them or a part, cut only between words, with what is left
    out marked by ``…``, ``...`` or ``[…]``. Compared as `seals.normalised` says; nothing else passes.

    >>> stands_in("Friendly […] of both,", "They are friendly, in the view of both.")
    True
    >>> stands_in("can", "We can't."), stands_in(".", "We can't.")
    (False, False)
    """
    if not has_words(words):
        return False
    compared = normalised(whole)
    if normalised(words) == compared:
        return True
    place = 0
    for part in filter(None, map(normalised, _OMISSION.split(words))):
        found = _pattern(part).search(compared, place)
        if found is None:
            return False
        place = found.end()
    return True


@lru_cache(maxsize=1024)
def _pattern(part: str) -> re.Pattern[str]:
    """Return what finds normalised words in others: as whole words, with the first letter small or capital."""
    first = part[:1]
    either = re.escape(first) if first.upper() == first else f"[{first}{first.upper()}]"
    before = r"(?<!\w)(?<!\w['\u2019-])" if first.isalnum() else ""
    after = r"(?!\w|['\u2019-]\w)" if part[-1:].isalnum() else ""
    return re.compile(f"{before}{either}{re.escape(part[1:])}{after}")


# ---- on record -------------------------------------------------------------------------------------------

OnRecord = tuple[Source, Quotation]
"""A quotation, with the source that has it on record."""


def is_translated(source: Source, language: str) -> bool:
    """Return whether what a source says is translated for a page in a language."""
    return base_language(source.language) != base_language(language)


def recorded_words(source: Source, quotation: Quotation, language: str) -> str | None:
    """Return the words that a source's record has for a quotation in a language: the original ones or a translation;
    `None` where it has none. On a page in that language, these words and no others may stand in quotation marks.
    """
    return quotation.translations.get(language) if is_translated(source, language) else quotation.text


def cited_quotations(citations: Iterable[Citation], source_of: Callable[[str], Source | None]) -> Iterator[OnRecord]:
    """Yield the quotations on record in what citations stand for: those of the paragraphs, or of the source as a
    whole.
    """
    for citation in citations:
        source = source_of(citation.source) if citation.source else None
        for quotation in source.quotations if source else ():
            if source and (not citation.paragraphs or quotation.para in citation.paragraphs):
                yield source, quotation


def on_record(words: str, language: str, quotations: Iterable[OnRecord]) -> OnRecord | None:
    """Return the first of some quotations that has words in a language word for word."""
    for source, quotation in quotations:
        if stands_in(words, recorded_words(source, quotation, language) or ""):
            return source, quotation
    return None


def checked_on_record(
    words: str, language: str, citations: Iterable[Citation], source_of: Callable[[str], Source | None]
) -> tuple[OnRecord, SealState] | None:
    """Return the quotation on record that has words word for word in what is cited for them, with what its seal says;
    `None` where there is none. What `misquoted` lets pass, and what the badge *Checked word for word* says, is this.
    """
    found = on_record(words, language, cited_quotations(citations, source_of))
    return (found, seal_state(*found)) if found else None


# ---- what was probably meant -----------------------------------------------------------------------------

_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")
_NEAR: Final = 0.4  # of the words, in order: less is another quotation


def nearest_words(words: str, wholes: Sequence[str]) -> str | None:
    """Return the stretch of one of several texts that comes nearest to words; `None` where none is near.

    Only for suggestions: how near is judged by the words that both have, in order.

    >>> nearest_words("further step in our relations", ["It was another step in our relations, he said."])
    'another step in our relations'
    """
    best, nearest = _NEAR, None
    for whole in wholes:
        share, stretch = _nearest_stretch(words, whole)
        if share > best:
            best, nearest = share, stretch
    return nearest


def _nearest_stretch(words: str, whole: str) -> tuple[float, str]:
    wanted = [match[0].casefold() for match in _WORD.finditer(words)]
    there = list(_WORD.finditer(whole))
    matcher = SequenceMatcher(None, [match[0].casefold() for match in there], wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    if not wanted or not same:
        return 0.0, ""
    before, after = blocks[0].b, len(wanted) - blocks[-1].b - blocks[-1].size
    first = max(0, blocks[0].a - before)
    last = min(len(there), blocks[-1].a + blocks[-1].size + after) - 1
    share = 2 * same / (len(wanted) + last - first + 1)
    return share, whole[there[first].start() : there[last].end()]
