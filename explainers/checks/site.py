"""What checks know of the whole site: its records, its sources' evidence, the day, and how it is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from explainers.checks.book import NameBook
from explainers.checks.evidence import Evidence
from explainers.model import Corpus, Event, NameEntry
from explainers.prose import Citation
from explainers.reading.documents import Document

__all__ = ["CheckedSite", "Support"]


class Support(Struct, frozen=True):
    """What the paragraphs that citations name have, taken together: values of figures; what their names stand for,
    and the words of names. `unchecked`: the keys of cited sources whose text nobody has looked at; `known`: at
    least one of the sources exists.
    """

    figures: frozenset[str]
    meant: frozenset[str]
    words: frozenset[str]
    unchecked: tuple[str, ...]
    known: bool


class CheckedSite:
    """A site as the checks see it.

    `documents`: its files; `texts`: the paragraphs of sources' texts that are at hand, by key; `day`: the day to check
    for, an ISO date; `by_date`: a page with a later date waits for its day; `published`: the files that have changed
    since the site was last published, as they were then, by path; `None` where nobody asked.
    """

    def __init__(
        self,
        corpus: Corpus,
        documents: Iterable[Document],
        languages: Sequence[str],
        day: str,
        texts: Mapping[str, Sequence[str]] | None = None,
        *,
        by_date: bool = False,
        published: Mapping[str, Document] | None = None,
    ) -> None:
        self.corpus, self.languages, self.day, self.by_date = corpus, tuple(languages), day, by_date
        self.documents = tuple(documents)
        self.published = published
        spoken = [source.language for source in corpus.sources.values()]
        self.book = NameBook(corpus, [*languages, *spoken])
        self.texts = dict(texts or {})
        self.shingles: dict[tuple[str, ...], str] | None = None  # made by source_text
        self._evidence: dict[str, Evidence] = {}
        self._support: dict[tuple[Citation, ...], Support] = {}

    def countries_of(self, kind: str, slug: str) -> tuple[str, ...]:
        """Return the codes of the countries that a page is about; a translation has those of its original."""
        return self._countries.get((kind, slug), ())

    @cached_property
    def _countries(self) -> dict[tuple[str, str], tuple[str, ...]]:
        corpus = self.corpus
        found = {("explainer", one.slug): one.countries for one in corpus.explainers.values()}
        found |= {("country", one.slug): (one.code,) for one in corpus.countries.values()}
        return found | {("relation", one.slug): one.between for one in corpus.relations.values()}

    def original(self, document: Document) -> Document | None:
        """Return what a translation is a translation of."""
        return self._originals.get((document.kind, document.slug))

    def translations(self, document: Document) -> Mapping[str, Document]:
        """Return the translations of a page by language."""
        return self._translations.get((document.kind, document.slug), {})

    @cached_property
    def _originals(self) -> dict[tuple[str, str], Document]:
        return {(one.kind, one.slug): one for one in self.documents if one.original}

    @cached_property
    def _translations(self) -> dict[tuple[str, str], dict[str, Document]]:
        found: dict[tuple[str, str], dict[str, Document]] = {}
        for one in self.documents:
            if not one.original:
                found.setdefault((one.kind, one.slug), {})[one.language] = one
        return found

    def event(self, id: str) -> Event | None:
        """Return an event."""
        return self.corpus.events.get(id)

    def name_entry(self, id: str) -> NameEntry | None:
        """Return an entry of the site's names."""
        return self.corpus.names.get(id)

    def evidence(self, key: str) -> Evidence | None:
        """Return what a source can be cited for, or `None` where there is no such source."""
        source = self.corpus.sources.get(key)
        if source is None:
            return None
        found = self._evidence.get(key)
        if found is None:
            found = self._evidence[key] = Evidence(source, self.book, self.texts.get(key))
        return found

    def support(self, citations: tuple[Citation, ...]) -> Support:
        """Return what citations can stand for, all of them together."""
        found = self._support.get(citations)
        if found is None:
            found = self._support[citations] = self._supported(citations)
        return found

    def _supported(self, citations: Iterable[Citation]) -> Support:
        known = [(one, self.evidence(one.source)) for one in citations if one.source]
        there = [(one, evidence) for one, evidence in known if evidence]
        paragraphs = [evidence.paragraph(number) for one, evidence in there for number in evidence.numbers(one)]
        paragraphs += [evidence.own for _, evidence in there]
        return Support(
            frozenset().union(*(paragraph.figures for paragraph in paragraphs)),
            frozenset().union(*(paragraph.meant for paragraph in paragraphs)),
            frozenset().union(*(paragraph.words for paragraph in paragraphs)),
            tuple(sorted({one.source for one, evidence in there if not evidence.checked})),
            known=bool(there),
        )
