"""Records of the data files: relations, events and countries, each with its texts in all languages and its receipts.

Fields stand in the order of the table (`explainers.pages.open_data.fields`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, Final, TypeVar

from explainers.dates import parse, schema_org
from explainers.maps.geojson import feature, published_shape
from explainers.model import Elsewhere, Event
from explainers.pages.page_context import PageContext
from explainers.pages.receipts import how_of
from explainers.pages.vocabulary import KINDS, STATUS_WORDS
from explainers.prose import Attribution, Citation, Cite, Inline, Prose, claims_in, one_line, plain_words, statements
from explainers.reading.slugs import pair_slug
from explainers.site.site import Site
from explainers.urls import relative

__all__ = ["PageContexts"]

T = TypeVar("T")
Thing = dict[str, Any]

_NO_SOURCE: Final[Thing] = dict.fromkeys(("source", "title", "publisher", "published", "url", "archived"))


class PageContexts:
    """Records while they are made: what they ask of the site, in each language of the site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.urls = site.settings.urls
        self._contexts = {language: PageContext(site, "data", language) for language in self.urls.languages}
        self._first = self._contexts[self.urls.languages[0]]

    def relations(self) -> Iterator[Thing]:
        """Yield every pair of countries, covered or not, in the order of their slugs."""
        return (self._relation(pair) for pair in combinations(self.site.codes(), 2))

    def events(self) -> Iterator[Thing]:
        """Yield all events, newest first."""
        return map(self._event, self.site.events())

    def countries(self) -> Iterator[Thing]:
        """Yield all countries as GeoJSON features, in the order of their slugs."""
        return map(self._country, self.site.codes())

    def address(self, address: str, fragment: str = "") -> str:
        """Return an address as others need it: absolute, or relative to the site's root while the site has none."""
        mark = f"#{fragment}" if fragment else ""
        return (self.urls.absolute(address) if self.urls.site else relative("", address)) + mark

    def by_language(self, say: Callable[[PageContext], T]) -> dict[str, T]:
        """Return what a context says, by language."""
        return {language: say(context) for language, context in self._contexts.items()}

    def page(self, kind: str, slug: str = "", fragment: str = "") -> dict[str, str]:
        """Return the addresses of a page by language."""
        return {
            language: self.address(self.urls.address(kind, language, slug), fragment)
            for language in self.urls.languages
        }

    # ---- relations ---------------------------------------------------------------------------------------

    def _relation(self, pair: tuple[str, str]) -> Thing:
        relation, record = self.site.relation_status(pair), self.site.relation(pair)
        words = STATUS_WORDS[relation.status]
        texts = record.texts if record else {}
        unknowns = {language: text.unknowns for language, text in texts.items()}
        return {
            "id": relation.slug or pair_slug(self.site.place_of(code).slug for code in relation.between),
            "countries": relation.between,
            "names": self.by_language(lambda context: [context.country(code) for code in relation.between]),
            "covered": record is not None,
            "status": relation.status,
            "status_words": self.by_language(lambda context: context.say(words.words)),
            "since": self._maybe_date(relation.since),
            "as_of": self._maybe_date(relation.as_of),
            "receipts": self._receipts(relation.cite) if relation.cite else [],
            "claims": self._in_order(
                {name: self._claims(statements(text.body.blocks)) for name, text in texts.items()}
            ),
            "unknowns": self._in_order({name: self._unknowns(found) for name, found in unknowns.items()}),
            "events": [event.id for event in self.site.history(pair)],
            "pages": self.page("relation", relation.slug) if relation.slug else {},
        }

    def _in_order(self, texts: Mapping[str, T]) -> dict[str, T]:
        """Return texts in the order of the site's languages, those that are there."""
        return {language: texts[language] for language in self.urls.languages if language in texts}

    def _claims(self, lines: Iterable[tuple[Inline, ...]], default: Attribution | None = None) -> list[Thing]:
        """Return lines of prose as claims: plain text up to each citation, with the lead-in before it."""
        found: list[Thing] = []
        lead_in: tuple[Inline, ...] = ()
        for line in lines:
            for parts, cite in claims_in(line):
                words, lead_in = one_line((lead_in, parts)), ()
                if cite:
                    found.append({"text": plain_words(words), "receipts": self._receipts(cite, default)})
                else:
                    lead_in = words
        return found

    def _unknowns(self, items: Iterable[Prose]) -> list[Thing]:
        return [claim for item in items for claim in self._claims((item.parts,), "unknown")]

    # ---- events and countries ----------------------------------------------------------------------------

    def _event(self, event: Event) -> Thing:
        return {
            "id": event.id,
            "when": self.date(event.when),
            "kind": event.kind,
            "kind_words": self.by_language(lambda context: context.say(KINDS[event.kind][0])),
            "countries": event.countries,
            "text": self._in_order(event.text),
            "receipts": self._receipts(event.cite, event.how),
            "pages": self.page("timeline", fragment=event.id),
        }

    def _country(self, code: str) -> Thing:
        record = self.site.country(code)
        assert record is not None, "codes are those of countries that are there"
        latitude, longitude = record.marker
        properties = {
            "code": code,
            "names": self.by_language(lambda context: context.country(code)),
            "capital": self._in_order({language: text.capital for language, text in record.texts.items()}),
            "latitude": latitude,
            "longitude": longitude,
            "pages": self.page("country", record.slug),
        }
        return {"id": code, **feature(properties, published_shape(code))}

    # ---- dates and receipts ------------------------------------------------------------------------------

    def date(self, value: str) -> Thing:
        """Return an EDTF date in all forms."""
        when = parse(value)
        return {
            "edtf": when.text,
            "iso": schema_org(when),
            "first": None if when.open_start else when.first.isoformat(),
            "last": None if when.open_end else when.last.isoformat(),
            "words": self.by_language(lambda context: context.date(value)),
        }

    def _maybe_date(self, value: str | None) -> Thing | None:
        return self.date(value) if value else None

    def _receipts(self, cite: Cite, default: Attribution | None = None) -> list[Thing]:
        return [self._receipt(citation, default) for citation in cite.citations]

    def _receipt(self, citation: Citation, default: Attribution | None) -> Thing:
        how, of_source, sealed = how_of(self._first, citation, default), _NO_SOURCE, False
        elsewhere: list[Thing] = []
        if citation.source:
            source = self.site.source(citation.source)
            sealed = source.sealed is not None
            elsewhere = [self._elsewhere(entry, here) for entry, here in source.elsewhere_of(citation.paragraphs)]
            of_source = {
                "source": source.key,
                "title": source.title,
                "publisher": self.by_language(lambda context: context.called(source.publisher)),
                "published": source.published,
                "url": source.url,
                "archived": source.archived,
            }
        return {
            **of_source,
            "paragraphs": citation.paragraphs,
            "elsewhere": elsewhere,
            "how": how,
            "sum": citation.sum or None,
            "checked": sealed,
        }

    def _elsewhere(self, entry: Elsewhere, paragraphs: tuple[int, ...]) -> Thing:
        part = entry.part
        return {
            "paragraphs": paragraphs,
            "part": None if part is None else self.by_language(lambda context: context.called(part)),
            "source": entry.source or None,
            "url": self.site.source(entry.source).url if entry.source else None,
            "note": self._in_order(entry.note) or None,
        }
