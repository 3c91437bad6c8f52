"""What can be asked of a site, each question in one place. Pages, lists, feeds and finishing all ask here.

Questions read records by `_all`, `_each`, `_of` and `note`, which keep what was read. So nobody has to say which
questions an edit reaches: see `explainers.questions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from explainers.content_kinds import Kind, file_of_kind
from explainers.dates import sort_key
from explainers.model import (
    Country,
    Download,
    Event,
    Explainer,
    NameEntry,
    Page,
    PictureFile,
    Relation,
    Source,
    Term,
)  # fmt: skip
from explainers.publication import State, state_of
from explainers.questions import derived, question
from explainers.reading.slugs import file_slug, ordered_pair
from explainers.site.about import uses_in, uses_of
from explainers.site.answers import CountryPlace, ExplainerSummary, RelationStatus, lead
from explainers.site.reads import ATTACHED, record
from explainers.site.records import Records

__all__ = ["Site"]

_Attached = TypeVar("_Attached", PictureFile, Download)


class _Users(NamedTuple):
    """The files of pages, by what they use."""

    of_sources: Mapping[str, Mapping[int, tuple[str, ...]]]
    of_terms: Mapping[str, tuple[str, ...]]


class Site(Records):
    """What follows from the records of a site. Answers with ``| None`` say so where there is no such thing."""

    # ---- explainers --------------------------------------------------------------------------------------

    @question
    def explainer(self, slug: str) -> Explainer | None:
        """Return a whole explainer."""
        self.note(record("explainer", slug))
        return self.corpus.explainers.get(slug)

    @question
    def listing(self, slug: str) -> ExplainerSummary | None:
        """Return what lists show of an explainer."""
        one = self._of(slug)
        if one is None:
            return None
        return ExplainerSummary(**{field: getattr(one, field) for field in ExplainerSummary.__struct_fields__})

    @question
    def overdue(self, slug: str) -> bool:
        """Return whether an explainer's review is overdue on the day of the build."""
        one = self._of(slug)
        return bool(one and one.review_by and self.has_passed(one.review_by))

    @question
    def is_draft(self, slug: str) -> bool:
        """Return whether an explainer is a draft, or waits for its day."""
        return self._states().get(slug) == "draft"

    @derived
    def _states(self) -> Mapping[str, State]:
        if not self.settings.by_date:
            return dict(self._each("slug", "status"))
        states = {}
        for slug, status, date in self._each("slug", "status", "date"):
            self.has_come(date)
            states[slug] = state_of(status, date, self.day, by_date=True)
        return states

    @question
    def published(self) -> tuple[str, ...]:
        """Return the slugs of all published explainers, newest first."""
        states = self._states()
        shown = [(date, slug) for slug, date in self._each("slug", "date") if states[slug] == "published"]
        return tuple(slug for _, slug in sorted(sorted(shown, key=itemgetter(1)), key=itemgetter(0), reverse=True))

    @question
    def newest(self) -> tuple[str, ...]:
        """Return the slugs of the newest explainers, newest first."""
        return self.published()[: self.settings.newest]

    @question
    def shown_explainers(self, drafts: bool = False) -> tuple[str, ...]:
        """Return the slugs of all explainers that have a page: published, hidden, and drafts if asked for."""
        return tuple(slug for slug, state in self._states().items() if drafts or state != "draft")

    @question
    def changes(self) -> tuple[tuple[str, int], ...]:
        """Return all changes of published explainers, newest first: slug, and index in its changes."""
        published = set(self.published())
        every = self._each("slug", "changes")
        dated = [(one.date, slug, index) for slug, its in every if slug in published for index, one in enumerate(its)]
        return tuple((slug, index) for _, slug, index in sorted(dated, reverse=True))

    @question
    def _by_country(self) -> Mapping[str, tuple[str, ...]]:
        countries = dict(self._each("slug", "countries"))
        return _grouped((code, slug) for slug in self.published() for code in countries[slug])

    @question
    def in_country(self, code: str) -> tuple[str, ...]:
        """Return the slugs of the explainers that a country is in, newest first."""
        return self._by_country().get(code, ())

    @question
    def shared(self, pair: tuple[str, str]) -> tuple[str, ...]:
        """Return the slugs of the explainers that both countries of a pair are in, newest first."""
        first, second = (self._by_country().get(code, ()) for code in sorted(pair))
        others = set(second)
        return tuple(slug for slug in first if slug in others)

    @question
    def _by_tag(self) -> Mapping[str, tuple[str, ...]]:
        tags = dict(self._each("slug", "tags"))
        slugs = {tag: file_slug(tag) for tag in set().union(*tags.values())}
        return _grouped((slugs[tag], slug) for slug in self.published() for tag in tags[slug] if slugs[tag])

    @question
    def tags(self) -> tuple[str, ...]:
        """Return the slugs of all tags of published explainers, sorted."""
        return tuple(sorted(self._by_tag()))

    @question
    def tagged(self, tag: str) -> tuple[str, ...]:
        """Return the slugs of the explainers that have a tag, by the tag's slug, newest first."""
        return self._by_tag().get(tag, ())

    @question
    def tag_name(self, tag: str) -> str:
        """Return the words of a tag by its slug; the first in the alphabet, where it is written in several ways."""
        written = {one for _, its in self._each("slug", "tags") for one in its if file_slug(one) == tag}
        return min(written, default=tag)

    # ---- countries and relations -------------------------------------------------------------------------

    @question
    def country(self, code: str) -> Country | None:
        """Return a whole country."""
        country: Country | None = self._all("country").get(code)
        return country

    @question
    def country_languages(self, code: str) -> tuple[str, ...]:
        """Return the languages that a country's page has a text of its own in."""
        country = self._all("country").get(code)
        return tuple(sorted(country.texts)) if country else ()

    @derived
    def _by_slug(self, kind: Kind) -> Mapping[str, Any]:
        """Return what the records of a kind are found by, by their slugs."""
        return {one.slug: key for key, one in self._all(kind).items()}

    @question
    def code_of(self, slug: str) -> str:
        """Return the code of the country with a slug that is known to be there."""
        code: str = self._by_slug("country")[slug]
        return code

    @question
    def place_of(self, code: str) -> CountryPlace:
        """Return what links and maps need of a country that is known to be there."""
        country = self._all("country")[code]
        return CountryPlace(code, country.slug, country.marker)

    @question
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all countries, in the order of their slugs."""
        return tuple(one.code for one in sorted(self._all("country").values(), key=lambda one: str(one.slug)))

    def _pair(self, pair: tuple[str, str]) -> tuple[str, str]:
        """Return two codes in the order of their countries' slugs."""
        countries = self._all("country")
        return ordered_pair(pair, lambda code: str(countries[code].slug))

    @question
    def relation(self, pair: tuple[str, str]) -> Relation | None:
        """Return a whole relation, by its pair in any order."""
        relation: Relation | None = self._all("relation").get(self._pair(pair))
        return relation

    @question
    def relations(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs that are covered."""
        return tuple(self._all("relation"))

    @question
    def pair_of(self, slug: str) -> tuple[str, str]:
        """Return the pair of the relation with a slug that is known to be there."""
        pair: tuple[str, str] = self._by_slug("relation")[slug]
        return pair

    @question
    def relation_status(self, pair: tuple[str, str]) -> RelationStatus:
        """Return how two countries stand, in any order of the pair."""
        ordered = self._pair(pair)
        relation = self._all("relation").get(ordered)
        if relation is None:
            return RelationStatus(ordered, "not-covered")
        return RelationStatus(
            ordered,
            relation.status,
            relation.slug,
            relation.since,
            relation.as_of,
            relation.cite,
            {language: lead(text.body) for language, text in sorted(relation.texts.items())},
        )

    # ---- events ------------------------------------------------------------------------------------------

    @question
    def event(self, id: str) -> Event | None:
        """Return an event."""
        event: Event | None = self._all("events").get(id)
        return event

    @question
    def events(self) -> tuple[Event, ...]:
        """Return all events, newest first."""
        return _newest_first(self._all("events").values())

    @derived
    def _events_by_country(self) -> Mapping[str, tuple[Event, ...]]:
        by_id = {event.id: event for event in self.events()}
        ids = _grouped((code, event.id) for event in by_id.values() for code in event.countries)
        return {code: tuple(by_id[id] for id in its) for code, its in ids.items()}

    @question
    def events_of(self, code: str) -> tuple[Event, ...]:
        """Return a country's events, newest first."""
        return self._events_by_country().get(code, ())

    @question
    def history(self, pair: tuple[str, str]) -> tuple[Event, ...]:
        """Return the events that both countries of a pair are in, newest first."""
        first, second = sorted(pair)
        return tuple(event for event in self._events_by_country().get(first, ()) if second in event.countries)

    @question
    def events_within(self, codes: tuple[str, ...]) -> tuple[Event, ...]:
        """Return the events that no other countries are in, newest first."""
        inside = set(codes)
        return tuple(event for event in self.events() if event.countries and inside.issuperset(event.countries))

    def events_for(self, record: Explainer) -> tuple[Event, ...]:
        """Return the events that belong to an explainer's question, newest first: those that it names, or else all
        that are between its countries.
        """
        if not record.events:
            return self.events_within(record.countries)
        return _newest_first(filter(None, map(self.event, record.events)))

    # ---- sources, names and terms ------------------------------------------------------------------------

    @question
    def source(self, key: str) -> Source:
        """Return a source that is known to be there."""
        self.note(record("source", key))
        return self.corpus.sources[key]

    @question
    def sources(self) -> tuple[str, ...]:
        """Return the keys of all sources."""
        return tuple(self._all("source"))

    @question
    def named(self, name: str) -> NameEntry | None:
        """Return the entry of the list of names that alone has this form, in any language."""
        return self._names_by_form().get(name)

    @derived
    def _names_by_form(self) -> Mapping[str, NameEntry]:
        entries = self._all("names")
        ids = _grouped((form, id) for id, entry in entries.items() for forms in entry.forms.values() for form in forms)
        return {form: entries[its[0]] for form, its in ids.items() if len(its) == 1}

    @question
    def term(self, id: str) -> Term | None:
        """Return a term of the glossary."""
        term: Term | None = self._all("glossary").get(id)
        return term

    @question
    def terms(self) -> tuple[str, ...]:
        """Return the ids of all terms."""
        return tuple(self._all("glossary"))

    @derived
    def _users(self) -> _Users:
        """Return the files of the pages that cite each source, by paragraph, and of those that link to each term."""
        published = set(self.published())
        kept = [(path, uses) for slug, path, uses in self._each("slug", "path", "uses") if slug in published]
        others = [(one.path, one) for kind in ("country", "relation", "page") for one in self._all(kind).values()]
        events = file_of_kind("events"), tuple(self._all("events").values())
        places: dict[str, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        terms: dict[str, dict[str, None]] = defaultdict(dict)
        for path, user in sorted([*kept, *others, events], key=itemgetter(0)):
            used = uses_in(user) if isinstance(user, bytes) else uses_of(user)  # of one page at a time: they take room
            for source, paragraph in used.places:
                places[source][paragraph][path] = None
            for term in used.terms:
                terms[term][path] = None
        return _Users(
            {key: {number: tuple(paths) for number, paths in sorted(its.items())} for key, its in places.items()},
            {term: tuple(paths) for term, paths in terms.items()},
        )

    @question
    def source_uses(self, key: str) -> Mapping[int, tuple[str, ...]]:
        """Return the files of the pages that cite a source, by paragraph (0: the source as a whole); not those that
        cite its silence.
        """
        return self._users().of_sources.get(key, {})

    @question
    def term_uses(self, id: str) -> tuple[str, ...]:
        """Return the files of the pages that link to a term."""
        return self._users().of_terms.get(id, ())

    # ---- pages, pictures, files to download --------------------------------------------------------------

    @question
    def page(self, slug: str) -> Page | None:
        """Return a page that isn't an explainer."""
        self.note(record("page", slug))
        return self.corpus.pages.get(slug)

    @question
    def pages(self) -> tuple[str, ...]:
        """Return the slugs of the pages that aren't explainers."""
        return tuple(self._all("page"))

    @question
    def picture(self, path: str) -> PictureFile:
        """Return the file of a picture that is known to be there."""
        return self._attached(path, PictureFile)

    @question
    def download(self, path: str) -> Download:
        """Return a file to download that is known to be there."""
        return self._attached(path, Download)

    def _attached(self, path: str, kind: type[_Attached]) -> _Attached:
        self.note(ATTACHED)
        found = self.corpus.attached[path]
        if not isinstance(found, kind):
            raise LookupError(f"{path} isn't a {kind.__name__}")
        return found


def _newest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda one: (sort_key(one.when), one.id)))[::-1]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return values by key, each value once, in the order in which they come."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][value] = None
    return {key: tuple(values) for key, values in groups.items()}
