"""The only door to the site's knowledge: a page asks here, and what it asked for is remembered.

A view function is a pure function of its arguments and of what it reads here. So if all that it read last time
is unchanged, it would take the same way and read the same again, and its page need not be made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from explainers.knowing.knowledge import Knowledge, Listing, Spot, Standing
from explainers.model import Country, Event, Explainer, NameEntry, Page, PictureFile, Relation, Source, Term
from explainers.site import SiteSettings

__all__ = ["Facts"]


class Facts:
    """The facts that one page reads. Those with ``| None`` say so where there is no such thing."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._reads: dict[str, None] = {}

    @property
    def settings(self) -> SiteSettings:
        """The settings that pages show; they are part of every page's key, so that reading them isn't noted."""
        return self._knowledge.settings

    @property
    def reads(self) -> tuple[str, ...]:
        """The names of the facts that were read, in order."""
        return tuple(sorted(self._reads))

    def _read(self, *name: str) -> object:
        key = " ".join(name)
        self._reads[key] = None
        return self._knowledge.value(key)

    def explainer(self, slug: str) -> Explainer | None:
        """Return a whole explainer."""
        return cast("Explainer | None", self._read("explainer", slug))

    def listing(self, slug: str) -> Listing | None:
        """Return what lists show of an explainer."""
        return cast("Listing | None", self._read("listing", slug))

    def overdue(self, slug: str) -> bool:
        """Return whether an explainer's review is overdue on the day of the build."""
        return cast("bool", self._read("overdue", slug))

    def is_draft(self, slug: str) -> bool:
        """Return whether an explainer is a draft, or waits for its day."""
        return cast("bool", self._read("is-draft", slug))

    def newest(self) -> tuple[str, ...]:
        """Return the slugs of the newest explainers, newest first."""
        return cast("tuple[str, ...]", self._read("newest"))

    def published(self) -> tuple[str, ...]:
        """Return the slugs of all published explainers, newest first."""
        return cast("tuple[str, ...]", self._read("published"))

    def shown_explainers(self, *, drafts: bool = False) -> tuple[str, ...]:
        """Return the slugs of all explainers that have a page: published, hidden, and drafts if asked for."""
        return cast("tuple[str, ...]", self._read("with-page", "drafts" if drafts else "public"))

    def changes(self) -> tuple[tuple[str, int], ...]:
        """Return all changes of published explainers, newest first: slug, and index in its changes."""
        return cast("tuple[tuple[str, int], ...]", self._read("changes"))

    def country(self, code: str) -> Country | None:
        """Return a whole country."""
        return cast("Country | None", self._read("country", code))

    def spot(self, code: str) -> Spot:
        """Return what links and maps need of a country that is known to be there."""
        return cast("Spot", self._read("spot", code))

    def country_languages(self, code: str) -> tuple[str, ...]:
        """Return the languages that a country's page has a text of its own in."""
        return cast("tuple[str, ...]", self._read("country-languages", code))

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all countries, in the order of their slugs."""
        return cast("tuple[str, ...]", self._read("codes"))

    def in_country(self, code: str) -> tuple[str, ...]:
        """Return the slugs of the explainers that a country is in, newest first."""
        return cast("tuple[str, ...]", self._read("in-country", code))

    def relation(self, pair: tuple[str, str]) -> Relation | None:
        """Return a whole relation."""
        return cast("Relation | None", self._read("relation", *pair))

    def relations(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs that are covered."""
        return cast("tuple[tuple[str, str], ...]", self._read("relations"))

    def standing(self, pair: tuple[str, str]) -> Standing:
        """Return how two countries stand, in any order of the pair."""
        return cast("Standing", self._read("standing", *sorted(pair)))

    def history(self, pair: tuple[str, str]) -> tuple[Event, ...]:
        """Return the events that both countries of a pair are in, newest first."""
        return cast("tuple[Event, ...]", self._read("history", *sorted(pair)))

    def shared(self, pair: tuple[str, str]) -> tuple[str, ...]:
        """Return the slugs of the explainers that both countries of a pair are in, newest first."""
        return cast("tuple[str, ...]", self._read("shared", *sorted(pair)))

    def event(self, id: str) -> Event | None:
        """Return an event."""
        return cast("Event | None", self._read("event", id))

    def events(self) -> tuple[Event, ...]:
        """Return all events, newest first."""
        return cast("tuple[Event, ...]", self._read("events"))

    def events_of(self, code: str) -> tuple[Event, ...]:
        """Return a country's events, newest first."""
        return cast("tuple[Event, ...]", self._read("events-of", code))

    def events_within(self, codes: tuple[str, ...]) -> tuple[Event, ...]:
        """Return the events that no other countries are in, newest first."""
        return cast("tuple[Event, ...]", self._read("events-within", *sorted(codes)))

    def source(self, key: str) -> Source:
        """Return a source that is known to be there."""
        return cast("Source", self._read("source", key))

    def sources(self) -> tuple[str, ...]:
        """Return the keys of all sources."""
        return cast("tuple[str, ...]", self._read("sources"))

    def source_uses(self, key: str) -> Mapping[int, tuple[str, ...]]:
        """Return the files of the pages that cite a source, by paragraph (0: the source as a whole)."""
        return cast("Mapping[int, tuple[str, ...]]", self._read("source-uses", key))

    def named(self, name: str) -> NameEntry | None:
        """Return the entry of the list of names that alone has this form, in any language."""
        return cast("NameEntry | None", self._read("named", name))

    def term(self, id: str) -> Term | None:
        """Return a term of the glossary."""
        return cast("Term | None", self._read("term", id))

    def terms(self) -> tuple[str, ...]:
        """Return the ids of all terms."""
        return cast("tuple[str, ...]", self._read("terms"))

    def term_uses(self, id: str) -> tuple[str, ...]:
        """Return the files of the pages that link to a term."""
        return cast("tuple[str, ...]", self._read("term-uses", id))

    def picture(self, path: str) -> PictureFile:
        """Return the file of a picture that is known to be there."""
        return cast("PictureFile", self._read("picture", path))

    def page(self, slug: str) -> Page | None:
        """Return a page that is no explainer."""
        return cast("Page | None", self._read("page", slug))

    def pages(self) -> tuple[str, ...]:
        """Return the slugs of the pages that are no explainers."""
        return cast("tuple[str, ...]", self._read("pages"))
