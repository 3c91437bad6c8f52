"""What checks know of the whole site: its records, its sources' evidence, the day, and how it is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from explainers.checks.book import NameBook
from explainers.checks.evidence import Evidence
from explainers.model import Corpus
from explainers.questions import Questions, derived
from explainers.reading.documents import Document

__all__ = ["CheckedSite", "Comparison"]


class Comparison(Struct, frozen=True):
    """The files that have changed since the site was last published, by path as problems show it: as they were then,
    and as they are.
    """

    before: Mapping[str, Document]
    now: Mapping[str, Document]


class CheckedSite(Questions):
    """A site as the checks see it; what they read of it is noted (see `Questions`).

    `texts`: the paragraphs of sources' texts that are at hand, by key; `day`: the day to check for, an ISO date;
    `by_date`: a page with a later date waits for its day; `published`: what has changed since the site was last
    published; `None` where nobody asked.
    """

    def __init__(
        self,
        corpus: Corpus,
        languages: Sequence[str],
        day: str,
        texts: Mapping[str, Sequence[str]] | None = None,
        *,
        by_date: bool = False,
        published: Comparison | None = None,
    ) -> None:
        super().__init__(day)
        self.corpus, self.languages, self.by_date = corpus, tuple(languages), by_date
        self.published = published
        self.texts = dict(texts or {})
        self.shingles: dict[tuple[str, ...], str] | None = None  # made by source_text

    @property
    def book(self) -> NameBook:
        """What names of the site stand for."""
        self.note("book")
        return self._book

    @cached_property
    def _book(self) -> NameBook:
        # Not made with the site: a build that checks nothing, as after an edit of a template, needs none.
        return NameBook(self.corpus, [*self.languages, *(one.language for one in self.corpus.sources.values())])

    @derived
    def evidence(self, key: str) -> Evidence | None:
        """Return what a source can be cited for, or `None` where there is no such source."""
        self.note(f"evidence {key}")
        source = self.corpus.sources.get(key)
        return Evidence(source, self.book, self.texts.get(key)) if source else None
