"""What can be known of a corpus, by name: each fact has a name, a value and a digest, made when first asked for.

`explainers.knowing.facts` is the door through which pages ask; this is what stands behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from explainers.dates import sort_key
from explainers.digest import digest
from explainers.knowing.about import About, Uses, about, uses_of
from explainers.model import Corpus, Country, Event, NameEntry, Page, Relation, Status
from explainers.prose import Body, Cite, Paragraph, Prose, claims_in
from explainers.publication import State, state_of
from explainers.site import SiteSettings

__all__ = ["Knowledge", "Listing", "Spot", "Standing"]


class Listing(Struct, frozen=True):
    """What lists show of an explainer: title and summary by language, and what they are ordered by."""

    slug: str
    language: str
    date: str
    modified: str | None
    countries: tuple[str, ...]
    titles: Mapping[str, str]
    summaries: Mapping[str, str]


class Spot(Struct, frozen=True):
    """What links and maps need of a country: slug, and marker as latitude and longitude in degrees."""

    code: str
    slug: str
    marker: tuple[float, float]


class Standing(Struct, frozen=True):
    """How a pair stands: codes in the order of their slugs; without a relation `status` is ``not-covered`` and
    `slug` empty. `lead` is the first claim of the relation's text by language.
    """

    between: tuple[str, str]
    status: Status | str
    slug: str = ""
    since: str | None = None
    as_of: str | None = None
    cite: Cite | None = None
    lead: Mapping[str, Prose] = {}


class Knowledge:
    """A corpus with its settings and the day, and the facts that follow from them.

    `day` is an ISO date. Nothing else is read, so that equal arguments give equal facts. `known` and `digests` save
    work where they are at hand: what is known about each explainer, by slug in alphabetical order, and the digests of
    whole records by the names of their facts. Then the corpus may fetch its explainers when they are asked for.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: SiteSettings,
        day: str,
        known: Mapping[str, About] | None = None,
        digests: Mapping[str, str] | None = None,
    ) -> None:
        self.corpus: Final = corpus
        self.settings: Final = settings
        self.day: Final = day
        self._known = known
        self._whole: Mapping[str, str] = digests or {}
        self._values: dict[str, Any] = {}
        self._digests: dict[str, str] = {}

    def value(self, name: str) -> Any:
        """Return the value of a fact: its name is a kind and arguments, parted by spaces."""
        if name not in self._values:
            kind, *arguments = name.split(" ")
            self._values[name] = _KINDS[kind](self, *arguments)
        return self._values[name]

    def state(self, one: About) -> State:
        """Return whether an explainer is published, hidden or a draft on the day of the build."""
        return state_of(one.status, one.date, self.day, by_date=self.settings.by_date)

    def let_go(self, kind: str) -> None:
        """Forget the values of a kind of facts, which take much room; they are made again if they are asked for."""
        for name in [name for name in self._values if name.partition(" ")[0] == kind]:
            del self._values[name]

    def digest(self, name: str) -> str:
        """Return the digest of a fact's value; what does not exist has a digest too."""
        found = self._digests.get(name) or self._whole.get(name)
        if found is None:
            found = self._digests[name] = digest(self.value(name))
        return found

    # ---- indexes, made once ------------------------------------------------------------------------------

    @cached_property
    def explainers(self) -> Mapping[str, About]:
        """What is known about each explainer, by slug in alphabetical order."""
        if self._known is not None:
            return self._known
        return {slug: about(record) for slug, record in self.corpus.explainers.items()}

    @cached_property
    def published(self) -> tuple[About, ...]:
        """The explainers that lists show, newest first."""
        shown = [one for one in self.explainers.values() if self.state(one) == "published"]
        return tuple(sorted(sorted(shown, key=lambda one: one.slug), key=lambda one: one.date, reverse=True))

    @cached_property
    def by_country(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of published explainers by country, newest first."""
        return _grouped((code, one.slug) for one in self.published for code in one.countries)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events, newest first."""
        return tuple(sorted(self.corpus.events.values(), key=lambda one: (sort_key(one.when), one.id)))[::-1]

    @cached_property
    def events_by_country(self) -> Mapping[str, tuple[Event, ...]]:
        """The events by country, newest first."""
        ids = _grouped((code, event.id) for event in self.events for code in event.countries)
        return {code: tuple(self.corpus.events[id] for id in its) for code, its in ids.items()}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All countries' codes, in the order of their slugs."""
        return tuple(country.code for country in sorted(self.corpus.countries.values(), key=lambda one: one.slug))

    @cached_property
    def names_by_form(self) -> Mapping[str, NameEntry]:
        """The entries of the list of names by each of their forms, where no other entry has the same."""
        entries = self.corpus.names
        ids = _grouped((form, id) for id, entry in entries.items() for forms in entry.forms.values() for form in forms)
        return {form: entries[its[0]] for form, its in ids.items() if len(its) == 1}

    @cached_property
    def term_uses(self) -> Mapping[str, tuple[str, ...]]:
        """The files of the pages that link to a term, by term, in the order of the files."""
        return _grouped((term, path) for path, uses in self._uses for term in uses.terms)

    @cached_property
    def source_uses(self) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
        """The files of the pages that cite a source, by its key and paragraph (0: the source as a whole); not
        those that cite its silence.
        """
        uses: dict[str, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for path, used in self._uses:
            for source, paragraph in used.places:
                uses[source][paragraph][path] = None
        return {key: {number: tuple(paths) for number, paths in sorted(places.items())} for key, places in uses.items()}

    @cached_property
    def _uses(self) -> list[tuple[str, Uses]]:
        """What pages use, with their files, in the order of the files; drafts are left out."""
        corpus = self.corpus
        others: tuple[Country | Relation | Page, ...] = (
            *corpus.countries.values(),
            *corpus.relations.values(),
            *corpus.pages.values(),
        )
        found: list[tuple[str, Uses]] = [(one.path, one.uses) for one in self.published]
        found += [(one.path, uses_of(one)) for one in others]
        found.append(("events.yaml", uses_of(tuple(corpus.events.values()))))
        return sorted(found, key=lambda pair: pair[0])

    def pair(self, first: str, second: str) -> tuple[str, str]:
        """Return two codes in the order of their countries' slugs."""
        countries = self.corpus.countries
        ordered = sorted((first, second), key=lambda code: countries[code].slug)
        return ordered[0], ordered[1]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return values by key, each value once, in the order in which they come."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][value] = None
    return {key: tuple(values) for key, values in groups.items()}


# ---- kinds of facts --------------------------------------------------------------------------------------


def _listing(known: Knowledge, slug: str) -> Listing | None:
    one = known.explainers.get(slug)
    if one is None:
        return None
    return Listing(slug, one.language, one.date, one.modified, one.countries, one.titles, one.summaries)


def _spot(known: Knowledge, code: str) -> Spot | None:
    country = known.corpus.countries.get(code)
    return Spot(code, country.slug, country.marker) if country else None


def _country_languages(known: Knowledge, code: str) -> tuple[str, ...]:
    country = known.corpus.countries.get(code)
    return tuple(sorted(country.texts)) if country else ()


def _standing(known: Knowledge, first: str, second: str) -> Standing:
    pair = known.pair(first, second)
    relation = known.corpus.relations.get(pair)
    if relation is None:
        return Standing(pair, "not-covered")
    return Standing(
        pair,
        relation.status,
        relation.slug,
        relation.since,
        relation.as_of,
        relation.cite,
        {language: _lead(text.body) for language, text in sorted(relation.texts.items())},
    )


def _lead(body: Body) -> Prose:
    """Return the first claim of a text, if it begins with a paragraph that is not our own thought."""
    first = body.blocks[0] if body.blocks else None
    if not isinstance(first, Paragraph) or first.ours:
        return Prose()
    parts, cite = next(claims_in(first.parts))
    return Prose((*parts, cite)) if cite else Prose()


def _relation(known: Knowledge, first: str, second: str) -> Relation | None:
    return known.corpus.relations.get(known.pair(first, second))


def _history(known: Knowledge, first: str, second: str) -> tuple[Event, ...]:
    events = known.events_by_country.get(first, ())
    return tuple(event for event in events if second in event.countries)


def _events_within(known: Knowledge, *codes: str) -> tuple[Event, ...]:
    found = {
        event.id
        for code in codes
        for event in known.events_by_country.get(code, ())
        if set(event.countries) <= set(codes)
    }
    return tuple(event for event in known.events if event.id in found)


def _shared(known: Knowledge, first: str, second: str) -> tuple[str, ...]:
    others = set(known.by_country.get(second, ()))
    return tuple(slug for slug in known.by_country.get(first, ()) if slug in others)


def _with_page(known: Knowledge, which: str) -> tuple[str, ...]:
    kept = ("published", "hidden", "draft") if which == "drafts" else ("published", "hidden")
    return tuple(one.slug for one in known.explainers.values() if known.state(one) in kept)


def _changes(known: Knowledge) -> tuple[tuple[str, int], ...]:
    """Return all changes as slug and index, newest first."""
    dated = [(change.date, one.slug, index) for one in known.published for index, change in enumerate(one.changes)]
    return tuple((slug, index) for _, slug, index in sorted(dated, reverse=True))


def _is_draft(known: Knowledge, slug: str) -> bool:
    one = known.explainers.get(slug)
    return bool(one and known.state(one) == "draft")


def _overdue(known: Knowledge, slug: str) -> bool:
    one = known.explainers.get(slug)
    return bool(one and one.review_by and one.review_by < known.day)


_KINDS: Final[Mapping[str, Callable[..., Any]]] = {
    "explainer": lambda known, slug: known.corpus.explainers.get(slug),
    "listing": _listing,
    "overdue": _overdue,
    "is-draft": _is_draft,
    "newest": lambda known: tuple(one.slug for one in known.published[: known.settings.newest]),
    "published": lambda known: tuple(one.slug for one in known.published),
    "with-page": _with_page,
    "changes": _changes,
    "country": lambda known, code: known.corpus.countries.get(code),
    "spot": _spot,
    "country-languages": _country_languages,
    "codes": lambda known: known.codes,
    "in-country": lambda known, code: known.by_country.get(code, ()),
    "relation": _relation,
    "relations": lambda known: tuple(known.corpus.relations),
    "standing": _standing,
    "history": _history,
    "shared": _shared,
    "event": lambda known, id: known.corpus.events.get(id),
    "events": lambda known: known.events,
    "events-of": lambda known, code: known.events_by_country.get(code, ()),
    "events-within": _events_within,
    "source": lambda known, key: known.corpus.sources.get(key),
    "sources": lambda known: tuple(known.corpus.sources),
    "source-uses": lambda known, key: known.source_uses.get(key, {}),
    "named": lambda known, *words: known.names_by_form.get(" ".join(words)),
    "term": lambda known, id: known.corpus.terms.get(id),
    "terms": lambda known: tuple(known.corpus.terms),
    "term-uses": lambda known, id: known.term_uses.get(id, ()),
    "picture": lambda known, *path: known.corpus.pictures.get(" ".join(path)),
    "page": lambda known, slug: known.corpus.pages.get(slug),
    "pages": lambda known: tuple(known.corpus.pages),
}
