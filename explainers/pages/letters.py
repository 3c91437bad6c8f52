"""The order of the alphabet, whatever the accents: how titles are sorted, and under which letter they stand."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["DIGITS", "SIGNS", "initial", "plain"]

_LIGATURES: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
DIGITS: Final = "0–9"
SIGNS: Final = "#"


def plain(words: str) -> str:
    """Return words as they are sorted: without accents, in small letters, from the first letter or digit on.

    >>> plain("Œuvre"), plain("« État »"), plain("…")
    ('oeuvre', 'etat »', '')
    """
    decomposed = unicodedata.normalize("NFKD", words.casefold().translate(_LIGATURES))
    characters = [character for character in decomposed if not unicodedata.combining(character)]
    first = next((place for place, character in enumerate(characters) if character.isalnum()), len(characters))
    return "".join(characters[first:])


def initial(words: str) -> str:
    """Return the letter that words stand under in an index: ``0–9`` for digits, ``#`` for what has neither.

    >>> initial("État"), initial("20 000"), initial("?!")
    ('E', '0–9', '#')
    """
    first = plain(words)[:1]
    if not first:
        return SIGNS
    return DIGITS if first.isdigit() else first.upper()
