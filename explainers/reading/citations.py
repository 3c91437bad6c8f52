"""The grammar of citations: ``[@key]``, ``[@key, para. 4]``, ``[@key, paras. 4–5, pledged]``, several parted
by semicolons, ``[@key, para. 4, calculated: 3 × 400]`` for a sum over its figures (`sums`), and ``[analysis]`` for
what is the editors' own thought.

A locator may also be written as the site's readers see it in Spanish (``párr. 4``) and German (``Abs. 4``).

It is Pandoc's as far as it goes, with the word that says how the source has it as the last part. What comes
near to it is refused, with the place and what to write instead; `tests/reading/citations.txt` shows each
case.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple, cast

from msgspec.structs import replace

from explainers.nearest import nearest
from explainers.prose import ATTRIBUTIONS, Attribution, Citation
from explainers.reading.sums import BadSum, sum_of
from explainers.seldom import seldom

__all__ = ["LOCATOR", "BadCitation", "Cited", "cited"]

_Span = tuple[int, int]
_HOWS: Final = frozenset(ATTRIBUTIONS)


class Cited(NamedTuple):
    """A citation, and where its key and its locator (``paras. 4–5``) stand in the text of the citation."""

    citation: Citation
    key: _Span
    locator: _Span


class BadCitation(ValueError):
    """What looks like a citation and is none: what is wrong, where in its text, and what it should be; of citations in
    which only the word or the sum is wrong, which sources they name.
    """

    def __init__(self, message: str, span: _Span, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message, self.span, self.suggestion = message, span, suggestion
        self.named: tuple[Cited, ...] = ()


LOCATOR: Final = r"(?:paras?|p[aá]rrs?|[Aa]bs)\."
"""What stands before the numbers of paragraphs, as a pattern."""
_NUMBERS: Final = r"\d+(?:\s*[-\u2013]\s*\d+)?(?:\s*,\s*\d+(?:\s*[-\u2013]\s*\d+)?)*"
_ONE: Final = re.compile(
    rf"\s*@(?P<key>\w[\w-]*)\s*(?:,\s*(?P<locator>{LOCATOR}\s*(?P<numbers>{_NUMBERS})))?"
    r"\s*(?:,\s*(?P<how>(?!calculated\s*:)[^\W\d_]+))?\s*(?:,\s*calculated\s*:(?P<sum>.*))?",
    re.DOTALL,
)
_CALCULATED: Final = "calculated"
_SUM_ALONE: Final = "a sum stands in the citation of its figures: [@key, para. 4, calculated: 3 × 400]"
_NO_SUM: Final = "the sum stands behind a colon: [@key, para. 4, calculated: 1 − 720 million ÷ 1.8 billion]"
_RANGE: Final = re.compile(r"(\d+)(?:\s*[-\u2013]\s*(\d+))?")
_HIGHEST: Final = 9999
_MOST: Final = 1000


@lru_cache(maxsize=4096)
def cited(text: str, language: str = "en") -> tuple[Cited, ...]:
    """Return the citations of a text with its square brackets, at least one; a sum in it is read in the numbers of
    `language`.

    Raises `BadCitation` for everything else.

    >>> [one.citation.paragraphs for one in cited("[@afp, paras. 2, 4–5; @reuters]")]
    [(2, 4, 5), ()]
    """
    inner = text[1:-1]
    if inner.strip() == "analysis":
        return (Cited(Citation("", (), "analysis"), (0, len(text)), (0, len(text))),)
    found, start = [], 1
    for part in inner.split(";"):
        try:
            found.append(_one(text, part, start, language))
        except BadCitation as bad:
            bad.named = (*found, *bad.named)
            raise
        start += len(part) + 1
    return tuple(found)


def _one(text: str, part: str, start: int, language: str) -> Cited:
    match = _ONE.fullmatch(part)
    if match is None:
        raise _diagnosis(text, part, start)
    key = (start + match.start("key"), start + match.end("key"))
    locator = (start + match.start("locator"), start + match.end("locator")) if match["locator"] else key
    bare = Cited(Citation(match["key"], _paragraphs(match, start), None), key, locator)
    try:
        citation = replace(bare.citation, how=_word(match, start), sum=_sum(match, start, language))
    except BadCitation as bad:
        bad.named = (bare,)
        raise
    return bare._replace(citation=citation)


def _word(match: re.Match[str], start: int) -> Attribution | None:
    """Return the word that says how the source has it, if there is one. Raises `BadCitation`."""
    how = match["how"]
    span = (start + match.start("how"), start + match.end("how"))
    if how == _CALCULATED:
        raise BadCitation(_NO_SUM, span)
    if how is not None and how not in _HOWS:
        message = f"'{how}' isn't a word for how a source has it: these are {', '.join(ATTRIBUTIONS)}"
        raise BadCitation(message, span, nearest(how, _HOWS))
    return cast("Attribution | None", how)


def _sum(match: re.Match[str], start: int, language: str) -> str:
    """Return the sum of a citation in one line, or nothing where it has none. Raises `BadCitation`."""
    if match["sum"] is None:
        return ""
    try:
        sum_of(match["sum"], language)
    except BadSum as error:
        first, last = (start + match.start("sum") + place for place in error.span)
        raise BadCitation(error.message, (first, max(last, first + 1))) from None
    return " ".join(match["sum"].split())


def _paragraphs(match: re.Match[str], start: int) -> tuple[int, ...]:
    numbers: set[int] = set()
    for one in _RANGE.finditer(match["numbers"] or ""):
        place = start + match.start("numbers")
        span = (place + one.start(), place + one.end())
        if any(len(digits or "") > len(str(_HIGHEST)) for digits in one.groups()):
            raise BadCitation("no source has so many paragraphs", span)
        first, last = int(one[1]), int(one[2] or one[1])
        if first == 0:
            raise BadCitation("paragraphs are counted from 1", span)
        if last < first:
            raise BadCitation("a range starts with the lower number", span, f"{last}–{first}")
        numbers.update(range(first, last + 1))
    if len(numbers) > _MOST:
        span = (start + match.start("numbers"), start + match.end("numbers"))
        raise BadCitation(f"a citation of more than {_MOST} paragraphs says nothing", span)
    return tuple(sorted(numbers))


# ---- what is wrong with it -------------------------------------------------------------------------------

_FORMS: Final = "write [@key], [@key, para. 4], [@key, paras. 4–5] or [@key, para. 4, pledged]"
_LONGEST_REPAIRED: Final = 120
_LOCATING: Final = r"(?:(?:paragraphs?|paras?|par|pp?|§|¶)[.,\s]*)?"
# What belongs to the source before it, behind a semicolon.
_OF_THE_SAME: Final = seldom(rf";(\s*{_LOCATING}(?:{_NUMBERS}|{'|'.join(sorted(_HOWS - {'analysis'}))})\s*(?=[;,\]]))")
_NO_KEY: Final = rf"(?:\d+|{'|'.join(sorted(_HOWS))})"
_LOOSE: Final = seldom(
    rf"[^@]{{0,80}}?@?\s*(?P<key>\b(?!{_NO_KEY}(?![\w-]))[^\W_][\w-]*)[\s,:]*{_LOCATING}"
    rf"(?P<numbers>{_NUMBERS})?[\s,]*(?P<how>[^\W\d_]+)?\W*"
)


def _diagnosis(text: str, part: str, start: int) -> BadCitation:
    """Return what is wrong with a part between semicolons, at the character where it goes wrong."""
    end = start + len(part)
    outer = (start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
    suggestion = _repaired(text)
    if not part.strip():
        return BadCitation("a source is missing here: take the semicolon or the brackets out", (start, end))
    at = part.find("@")
    if part.startswith("^"):
        return BadCitation(f"there are no footnotes here: {_FORMS}", outer)
    if at < 0:
        return _without_source(text, part.strip(), outer, suggestion)
    if part[:at].strip():
        span = (outer[0], start + len(part[:at].rstrip()))
        return BadCitation("in a citation nothing stands before the @", span, suggestion)
    rest = re.match(r"@(\w[\w-]*)?", part[at:])
    key_end = at + rest.end() if rest else at
    if not rest or not rest[1]:
        return BadCitation("the source's key stands right after the @", (start + at, end), suggestion)
    wrong = part[key_end:]
    place = start + key_end + len(wrong) - len(wrong.lstrip(" ,\n\t"))
    if not wrong.lstrip().startswith(","):
        return BadCitation(f"a comma stands after the source's key: {_FORMS}", (place, end), suggestion)
    return BadCitation(f"this isn't a citation: {_FORMS}", (min(place, end), end), suggestion)


def _without_source(text: str, words: str, span: _Span, repaired: str | None) -> BadCitation:
    """Return what is wrong with a part that has no @; `repaired`, what was probably meant by the whole."""
    if words.casefold().startswith("calculat"):
        return BadCitation(_SUM_ALONE, span)
    if repaired and _OF_THE_SAME.search(text):
        return BadCitation("commas part what is cited of one source, semicolons the sources", span, repaired)
    meant = None if "," in words else nearest(words.casefold(), _HOWS)
    if meant == "analysis":
        message = "the editors' own thought has brackets of its own: [analysis]"
        return BadCitation(message, span, None if ";" in text else "[analysis]")
    if meant:
        return BadCitation(f"the word '{meant}' needs a source before it: [@key, {meant}]", span)
    return BadCitation("a citation has an @ before the source's key", span, repaired)


def _repaired(text: str) -> str | None:
    """Return a citation that was probably meant, or `None`."""
    if len(text) > _LONGEST_REPAIRED:
        return None
    parts = []
    for part in _OF_THE_SAME.sub(r",\1", text)[1:-1].split(";"):
        match = _LOOSE.fullmatch(part)
        if match is None:
            return None
        locator = ""
        if match["numbers"]:
            one = match["numbers"].isdecimal()
            locator = f", {'para.' if one else 'paras.'} {match['numbers']}"
        how = match["how"]
        if how and how not in _HOWS:
            return None
        parts.append(f"@{match['key']}{locator}{f', {how}' if how else ''}")
    meant = f"[{'; '.join(parts)}]"
    try:
        cited(meant)
    except BadCitation:
        return None
    return meant if meant != text else None
