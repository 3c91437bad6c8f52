"""Typographic characters for typed ones: quotation marks, apostrophes, the ellipsis, and the spaces that do not
break.

A text comes in pieces (markup parts it), so that each piece is set with the character before it in mind. What is
in code is not set. French gets its spaces inside of quotation marks and before double punctuation: editors
type plain spaces.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from explainers.locales import base_language
from explainers.prose import Unbroken
from explainers.reading.months import months
from explainers.seldom import seldom

__all__ = ["next_to_set", "typeset", "unbroken", "without_soft_hyphens"]

_NARROW: Final = "\u202f"
_FIXED: Final = "\u00a0"
_SOFT: Final = "\u00ad"
# Quotation marks by language; inside of others, and for languages that are not here, the English ones.
_MARKS: Final = {
    "de": "„“", "cs": "„“", "pl": "„”", "ro": "„”", "hu": "„”", "bg": "„“",
    "es": "«»", "it": "«»", "pt": "«»", "ru": "«»", "uk": "«»", "el": "«»", "no": "«»", "nb": "«»",
    "fr": "«»", "sv": "””", "fi": "””",
}  # fmt: skip
_TYPED: Final = re.compile("[\"']|\\.\\.\\.")
_BEFORE_OPENING: Final = " \u00a0\u202f\n\t([{\u2013\u2014-/\u201c\u2018\u00ab"
_FRENCH: Final = seldom(
    r"(?P<opening>\u00ab)[ \u00a0\u202f]*|[ \u00a0\u202f]*(?P<closing>\u00bb)|[ \u00a0](?P<narrow>[;?!])"
    r"|[ \u00a0\u202f](?P<fixed>[:%€])|(?<=\d)[ \u00a0](?=\d{3}(?!\d))|(?<=\d)(?<!\d{4})[ ](?=[^\W\d_])"
    r"|(?<=\b1er)[ ](?=[^\W\d_]{3})"
)


def typeset(text: str, language: str, before: str = "") -> str:
    """Return a piece of text with typographic characters; `before` is the character that stands before it, if any.

    >>> typeset("It's \\"on\\"...", "en")
    'It’s “on”…'
    >>> typeset('Il dit : "oui" ; et toi ?', "fr").replace("\\u202f", "⍽").replace("\\xa0", "°")
    'Il dit°: «⍽oui⍽»⍽; et toi⍽?'
    """
    if not _to_set(language).search(text):
        return text
    base = base_language(language)
    if '"' in text or "'" in text or "..." in text:
        text = _signs(text, base, before)
    if base == "fr":
        return _FRENCH.sub(lambda match: _french_space(match, before), text) if _SPACED.search(text) else text
    pattern = _before_months(base) if _NUMBERED.search(text) else None
    return pattern.sub(_FIXED, text) if pattern else text


def next_to_set(text: str, language: str, start: int) -> int:
    """Return the first place, from an offset of a text on, where `typeset` may change anything; the text's length where
    there is none.

    >>> next_to_set("It's so", "en", 0), next_to_set("It's so", "en", 3)
    (2, 7)
    """
    found = _to_set(language).search(text, start)
    return found.start() if found else len(text)


def unbroken(text: str, language: str) -> tuple[str | Unbroken, ...]:
    """Return a piece of a heading in parts: no line may end between a French verb and its pronoun. A hyphen that does
    not break would do it too, but nobody who searches for the word would find it.

    >>> unbroken("Que se passe-t-il ?", "fr")
    ('Que se passe', Unbroken(text='-t-il'), ' ?')
    """
    if base_language(language) != "fr" or "-" not in text:
        return (text,)
    parts = _INVERTED.split(text)  # the words between and, at odd places, what was found
    return tuple(Unbroken(part) if place % 2 else part for place, part in enumerate(parts) if part)


def without_soft_hyphens(text: str) -> str:
    """Return a text without the places where narrow columns may break its words, for titles and descriptions.

    >>> without_soft_hyphens("en concur\\u00adrence")
    'en concurrence'
    """
    return text.replace(_SOFT, "")


_INVERTED: Final = seldom(r"(?<=\w)((?:-t)?-(?:je|tu|ils?|elles?|on|nous|vous|ce)\b)")
_NUMBERED: Final = re.compile(r"[0-9] ")
_SPACED: Final = seldom(r"[«»;?!:%€]|[0-9][ \u00a0]|1er ")


def _signs(text: str, base: str, before: str) -> str:
    marks = _MARKS.get(base, "“”")

    def typeset_mark(match: re.Match[str]) -> str:
        typed, start = match[0], match.start()
        last = text[start - 1] if start else before
        opens = not last or last in _BEFORE_OPENING or (last == "'" and typed == '"')
        if typed == "...":
            return "…"
        if typed == '"':
            return marks[0] if opens else marks[1]
        following = text[start + 1 : start + 2]
        return "‘" if opens and (following.isalpha() or following in ('"', "“", "«")) and base != "fr" else "’"

    return _TYPED.sub(typeset_mark, text)


def _french_space(match: re.Match[str], before: str) -> str:
    if match["opening"]:
        return match["opening"] + ("" if match.end() == len(match.string) and match[0] == "«" else _NARROW)
    if match["closing"]:
        # At the very start of a piece the space before it belongs to the piece before.
        alone = match.start() == 0 and match[0] == "»" and before in ("", _NARROW, _FIXED)
        return match["closing"] if alone else _NARROW + match["closing"]
    if match["narrow"]:
        return _NARROW + match["narrow"]
    if match["fixed"]:
        return _FIXED + match["fixed"]
    return _NARROW if match.string[match.end() : match.end() + 1].isdigit() else _FIXED


@lru_cache(maxsize=64)
def _to_set(language: str) -> re.Pattern[str]:
    """Return what finds a sign that is set, which most texts don't have. It begins with all characters that one can
    begin with, so that `re` skips all others.
    """
    base = base_language(language)
    if base == "fr":
        return re.compile(r"([\"'«»;?!:%€.0-9])(?=(?<=[^.0-9])|(?<=\.)\.\.|(?<=[0-9])[ \u00a0]|(?<=1)er[ ])")
    names = "|".join(map(re.escape, months(base)))
    before_month = rf"|(?<=[0-9])[ ](?i:{names})" if names else ""
    return re.compile(rf"([\"'.0-9])(?=(?<=[\"'])|(?<=\.)\.\.{before_month})")


@lru_cache(maxsize=64)
def _before_months(language: str) -> re.Pattern[str] | None:
    """Return what finds the space between a day and its month."""
    names = sorted(months(language), key=len, reverse=True)
    if not names:
        return None
    return re.compile(rf"[ ](?<=\d[ ])(?=(?:{'|'.join(map(re.escape, names))})(?!\w))", re.IGNORECASE)
