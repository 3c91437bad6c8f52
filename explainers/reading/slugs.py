"""Names in addresses: slugs of files and ids, ids of headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from explainers.prose import ATTRIBUTIONS
from explainers.seldom import seldom

__all__ = ["HeadingIds", "as_slug", "file_slug", "is_own", "is_slug", "ordered_pair", "pair_slug", "slug"]

_PLAIN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=4096)  # pages name the same terms, and often have the same headings
def slug(words: str) -> str:
    """Return words as an id: small letters, marks and digits of any script, with hyphens for spaces; other
    characters are left out, as Python-Markdown's table of contents does.

    >>> slug("What’s next for Côte d’Ivoire?")
    'whats-next-for-côte-divoire'
    """
    kept = re.sub(r"[^\w\s-]", _mark, unicodedata.normalize("NFC", words)).strip().lower()
    return unicodedata.normalize("NFC", re.sub(r"[\s-]+", "-", kept))


# Latin letters that Unicode doesn't take apart, as Unidecode writes them.
_LATIN: Final = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng",
})  # fmt: skip


@lru_cache(maxsize=4096)  # thousands of pages have the same few tags
def file_slug(words: str) -> str:
    """Return words as the name of a new file, which is a page's address: Latin letters without accents, as Pelican has
    it, so that addresses can be typed anywhere; other scripts as they are.

    >>> file_slug("¿Qué cambió en España? Größe, Łódź"), file_slug("Что дальше?")
    ('que-cambio-en-espana-grosse-lodz', 'что-дальше')
    """
    letters = re.finditer(r".[\u0300-\u036f]*", unicodedata.normalize("NFD", slug(words).translate(_LATIN)), re.DOTALL)
    plain = "".join(one[0][0] if one[0][0].isascii() else one[0] for one in letters)
    return unicodedata.normalize("NFC", plain).replace("_", "-").strip("-")


def _mark(match: re.Match[str]) -> str:
    """Return a character that isn't a letter if it is a mark on one, such as the vowels of Hindi; else nothing."""
    return match[0] if unicodedata.category(match[0])[0] == "M" else ""


def is_slug(text: str) -> bool:
    """Return whether a text can be a slug: small letters and digits of any script, parted by single
    hyphens.

    >>> [is_slug(text) for text in ("one-2", "côte", "one--two", "-one", "One", "")]
    [True, True, False, False, False, False]
    """
    if _PLAIN.fullmatch(text):  # nearly all are, and sites have many
        return True
    return bool(text) and text == as_slug(text)


def as_slug(text: str) -> str:
    """Return the slug that a text may be meant as; empty where nothing of it could stand in one.

    >>> as_slug("_About us")
    'about-us'
    """
    return slug(text.replace("_", "-")).strip("-")


def pair_slug(slugs: Iterable[str]) -> str:
    """Return the slug of a relation, by the slugs of its two countries: both, in alphabetical order."""
    return "-".join(sorted(slugs))


def ordered_pair(codes: Iterable[str], slug_of: Callable[[str], str]) -> tuple[str, str]:
    """Return the codes of two countries in the order in which a relation has them: that of their slugs."""
    first, second = sorted(codes, key=slug_of)
    return first, second


# What pages give ids to: their sections and pairs, marks and receipts, maps, what the preview adds. An underscore is in
# none of them, nor in the ids of content.
_OWN: Final = re.compile(r"at-[^_]+|[mr]\d+|(?:map|overview)-(?:title|desc)|live-preview")
_OWN_OF_METHOD: Final = seldom(rf"(?:kind|status)-[^_]+|calculated|translated|unchecked|{'|'.join(ATTRIBUTIONS)}")


def is_own(id: str) -> bool:
    """Return whether an id is one of those that pages give to their own parts, so that nothing in content can have it.

    >>> [is_own(id) for id in ("at-receipts", "m2", "receipts", "at-receipts_1")]
    [True, True, False, False]
    """
    return _OWN.fullmatch(id) is not None


class HeadingIds:
    """Gives out the ids of a page's headings, each once, and none that the page has besides: the second *next* becomes
    ``next_1``, as a heading *At receipts* becomes ``at-receipts_1``. `path` is the file's, in the content folder.
    """

    def __init__(self, path: str) -> None:
        self._used: dict[str, int] = {}
        self._is_method = path.startswith("pages/method.")

    def id_of(self, words: str) -> str:
        """Return an id for a heading's words that no heading before it has."""
        base = slug(words).strip("-") or "section"
        found = base
        while found in self._used or self._is_taken(found):
            self._used[base] = self._used.get(base, 0) + 1
            found = f"{base}_{self._used[base]}"
        self._used.setdefault(found, 0)
        return found

    def _is_taken(self, id: str) -> bool:
        return is_own(id) or (self._is_method and _OWN_OF_METHOD.fullmatch(id) is not None)
