"""The parts of the index A–Z, for views."""

from __future__ import annotations

from explainers.pages.numbered import Shown
from explainers.pages.view_parts import Link

__all__ = ["IndexEntry", "IndexLetter"]


class IndexEntry(Shown, frozen=True):
    """A line of the index A–Z: what it leads to, and what kind of page that is, in a word (or empty)."""

    link: Link
    kind: str


class IndexLetter(Shown, frozen=True):
    """The entries of the index that begin with a letter; `letter` is ``0–9`` for digits and ``#`` for the rest, `id`
    is its place on the page.
    """

    letter: str
    id: str
    entries: tuple[IndexEntry, ...]
