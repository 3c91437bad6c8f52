"""Seals: a digest over a source's text, a paragraph and a quotation's words, so that a build can tell whether a
quotation is the one that was looked up, without having the text. Seals catch accidents, not forgers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from explainers.model import Quotation, Source
from explainers.reading.quotation_marks import STRAIGHT_MARKS

__all__ = ["SealState", "normalised", "seal", "seal_state", "text_digest"]


def normalised(words: str) -> str:
    """Return words as they are compared: NFC, one space for any run of spaces, straight quotation marks and
    apostrophes, no capital at the beginning, no comma or full stop at the very end; nothing else.

    >>> normalised("They’ve  gained “dynamics”, ")
    'they\\'ve gained "dynamics"'
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", words)).strip().translate(STRAIGHT_MARKS)
    plain = plain[:-1].rstrip() if plain.endswith((",", ".")) and not plain.endswith("..") else plain
    return plain[:1].lower() + plain[1:]


def text_digest(paragraphs: Iterable[str]) -> str:
    """Return the digest of a source's text: SHA-256 (FIPS 180-4) over its paragraphs, one a line, in NFC."""
    lines = [unicodedata.normalize("NFC", paragraph).strip() for paragraph in paragraphs]
    return sha256("\n".join(lines).encode()).hexdigest()


@lru_cache(maxsize=4096)  # checks and pages ask about the same quotations
def seal(source_digest: str, paragraph: int, words: str) -> str:
    """Return the seal of a quotation: SHA-256 over the source's digest, the paragraph and the normalised words."""
    return sha256(f"{source_digest}\n{paragraph}\n{normalised(words)}".encode()).hexdigest()


SealState = Literal["sealed", "broken", "missing"]


def seal_state(source: Source, quotation: Quotation) -> SealState:
    """Return whether a quotation has its seal, one that does not fit its words, its paragraph or the source's text, or
    none; without a digest of the source's text, no seal says anything.
    """
    if not quotation.seal or source.sealed is None:
        return "missing"
    fits = quotation.seal == seal(source.sealed.digest, quotation.para, quotation.text)
    return "sealed" if fits else "broken"
