"""The text of a source as an editor keeps it: in UTF-8, a paragraph a line. What a file has instead is told by its
bytes, with what to do, before anything is made of it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from explainers.reading.text import IN_UTF_16

__all__ = ["UnfitText", "broken_lines", "document_in", "source_text"]

_COPY: Final = "copy the words into a file of plain text, a paragraph a line"
_SAVE: Final = "save it as plain text in UTF-8, a paragraph a line"
_SIGNATURES: Final = (  # how files of a kind begin
    (b"%PDF-", f"a PDF: {_COPY}"),
    (b"PK\x03\x04", f"a packed file, as Word documents are: {_SAVE}"),
    (b"\xd0\xcf\x11\xe0", f"a document of an Office program: {_SAVE}"),
    (b"{\\rtf", f"a document in RTF: {_SAVE}"),
    (b"\x89PNG", f"a picture: {_COPY}"),
    (b"\xff\xd8\xff", f"a picture: {_COPY}"),
    (b"GIF8", f"a picture: {_COPY}"),
    (b"RIFF", f"a picture, or a recording: {_COPY}"),
)
_PAGE: Final = f"a page in HTML: open it in a browser, and {_COPY}"
_TAG: Final = re.compile(
    rb"(?:<!doctype\s+html|<html)\b|<(?:p|div|span|br|body|head|meta|script|li|td|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_MOST_TAGS: Final = 2  # in a text that speaks of HTML


class UnfitText(ValueError):
    """A file that has no source's text. The message goes on behind the file's name: what it *is*, and what to do."""


def source_text(data: bytes) -> str:
    """Return the text in the bytes of a file. Raises `UnfitText`."""
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnfitText(f"is empty: {_COPY.replace('a file of', 'it as')}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnfitText(f"is {IN_UTF_16}")
    if what := document_in(data) or (_PAGE if len(_TAG.findall(data)) > _MOST_TAGS else ""):
        raise UnfitText(f"is {what}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnfitText("is not in UTF-8: save it as UTF-8") from None


def document_in(data: bytes) -> str:
    """Return what a file is that is neither plain text nor a page, and what to do; nothing where it is one of these."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return what
    return f"no text: {_COPY}" if b"\0" in data else ""


# ---- broken lines ----------------------------------------------------------------------------------------

_ENDS_SENTENCE: Final = re.compile(r"[.!?:;…\u0964\u3002\uff01\uff1f\u061f\u06d4][\"'”’»)\]]*\Z|[”»\"][\])]*\Z")
_FEWEST: Final = 3
_SHARE: Final = 0.3
_NEARLY: Final = 0.8
_WIDEST: Final = 130  # characters in a line of a printed page


def broken_lines(paragraphs: Sequence[str]) -> int:
    """Return how many of a text's paragraphs go on in the next one, if they are that many that its lines can't be its
    paragraphs: they are those of a printed page, as a PDF gives them. Else 0.

    A line goes on if it ends in no punctuation, or in a hyphen, and the next begins with a small letter; where none
    does, as in scripts without them, if it is nearly as wide as the widest.
    """
    lines = list(pairwise(paragraphs))
    open_ = [(one, below) for one, below in lines if not _ENDS_SENTENCE.search(one)]
    go_on = sum(below[:1].islower() for _, below in open_)
    if not go_on and (widest := max(map(len, paragraphs), default=0)) <= _WIDEST:
        go_on = sum(len(one) >= _NEARLY * widest for one, _ in open_)
        return go_on if go_on > _FEWEST and go_on > len(lines) / 2 else 0
    return go_on if go_on >= _FEWEST and go_on >= _SHARE * len(lines) else 0
