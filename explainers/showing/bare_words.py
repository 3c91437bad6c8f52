"""The words of prose alone, for programs that show no HTML."""

from __future__ import annotations

import html
import re
from typing import Final

from explainers.model import PageLink, Prose, TermLink

__all__ = ["bare_words"]

_TAG: Final = re.compile(r"<[^>]*>")


def bare_words(*proses: Prose) -> str:
    """Return the words of proses as plain text, without tags and receipts.

    >>> bare_words(Prose(('<p>Fish &amp; <a href="', PageLink("pages/chips.md"), '">chips</a>.</p>',)))
    'Fish & chips.'
    """
    found: list[str] = []
    for prose in proses:
        for part in prose.parts:
            if isinstance(part, str):
                found.append(part)
            elif isinstance(part, TermLink):
                found.append(html.escape(part.text))
            elif isinstance(part, PageLink):
                found.append("#")  # an address, in a tag that is cut out whole
        found.append(" ")
    return " ".join(html.unescape(_TAG.sub("", "".join(found))).split())
