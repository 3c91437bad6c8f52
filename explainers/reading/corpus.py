"""All files of content as one `Corpus`, and the problems that only show between files.

Originals take their translations in; what a file refers to has to be there. A file that could not be read
makes no further problems in those that refer to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from explainers.model import Corpus, Country, Event, NameEntry, Relation, Source, Term
from explainers.problems import Place, Problem
from explainers.publication import State, state_of
from explainers.reading.blocks import Reference
from explainers.reading.documents import Document, Kind, Translation
from explainers.reading.slugs import nearest
from explainers.urls import DEFAULT_PATTERNS

__all__ = ["JoinedSite", "corpus", "in_order", "is_country", "whole_record"]

_START: Final = Place(1, 1, 1, 1)
_T = TypeVar("_T")
# Names in addresses that the site itself takes at its top.
_TAKEN: Final = frozenset(
    pattern.partition("/")[0].partition(".")[0] for pattern in DEFAULT_PATTERNS.values() if pattern[:6] != "{slug}"
) | {"assets", "cards", "images", "index", "pagefind", "schemas", "theme"}


def corpus(
    documents: Iterable[Document], files: Collection[str] | None = None, when: tuple[str, bool] | None = None
) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return all records of a site, and the problems that show only when they are seen together.

    `documents` in any order. `files`: the paths, relative to the content folder, of what else can be linked
    to (pictures); without them no picture is looked for. `when`: the day (ISO date) for which links to what is not
    published are told, and whether pages wait for their day; without it they are not. The documents' own problems
    are not repeated.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    site = JoinedSite(ordered, files, when)
    problems = [*site.between()]
    for document in ordered:
        problems += site.missing(document)
    return site.corpus(), tuple(sorted(problems))


class JoinedSite:
    """The documents, in the order of their paths, by what others call them."""

    def __init__(
        self, documents: list[Document], files: Collection[str] | None, when: tuple[str, bool] | None = None
    ) -> None:
        self.documents, self.files, self.when = documents, files, when
        originals = [document for document in documents if document.original]
        self.originals = {(document.kind, document.slug): document for document in originals}
        self.by_path = {document.inner_path: document for document in originals}
        self.translated: dict[tuple[str, str], list[Document]] = {}
        for document in documents:
            if not document.original:
                self.translated.setdefault((document.kind, document.slug), []).append(document)
        self.sources = {document.slug: document for document in originals if document.kind == "source"}
        countries = [document for document in originals if document.kind == "country"]
        self.countries = {code: document for document in reversed(countries) for code in document.countries}
        self.unread_country = any(not document.countries for document in countries)
        self.unread = {document.kind for document in originals if not document.is_read}
        self.ids = {document.kind: document.ids for document in originals if document.ids}

    # ---- what refers to what ----

    def missing(self, document: Document) -> Iterator[Problem]:
        """Return the problems of references of a document to something that is not there."""
        return filter(None, (self._missing(document, reference) for reference in document.references))

    def between(self) -> Iterator[Problem]:
        """Return the problems of what stands twice, or alone."""
        yield from self.duplicates()
        yield from self.translations()
        yield from self.relations()

    def _missing(self, document: Document, reference: Reference) -> Problem | None:
        if reference.kind == "country":
            return self._missing_country(document, reference)
        if reference.kind == "source":
            return self._missing_source(document, reference)
        if reference.kind == "term":
            return self._missing_id(document, reference, "glossary", "unknown-term", "the glossary has no term")
        if reference.kind == "event":
            return self._missing_id(document, reference, "events", "unknown-value", "there is no event")
        if reference.kind == "page":
            return self._missing_page(document, reference)
        return self._missing_image(document, reference)

    def _missing_country(self, document: Document, reference: Reference) -> Problem | None:
        code = reference.target
        name = _territories().get(code)
        if name and (code in self.countries or self.unread_country):
            return None
        if not name:
            message = f"no country has the code '{code}' in ISO 3166-1"
            near = nearest(code, (known for known in self.countries if known[0] == code[0]), cutoff=0.5)
            return document.problem(reference.place, "unknown-country", message, near)
        message = f"there is no file for the country '{code}' ({name}) in countries/: run explainers new country {code}"
        return document.problem(reference.place, "unknown-country", message)

    def _missing_source(self, document: Document, reference: Reference) -> Problem | None:
        source = self.sources.get(reference.target)
        if source is None:
            message = f"no source is called '{reference.target}'"
            return document.problem(reference.place, "unknown-source", message, nearest(reference.target, self.sources))
        sealed = source.record.sealed if isinstance(source.record, Source) else None
        if sealed is None or all(number <= sealed.count for number in reference.paragraphs):
            return None
        message = f"the source '{reference.target}' has {sealed.count} paragraphs"
        return document.problem(reference.detail or reference.place, "unknown-paragraph", message)

    def _missing_id(
        self, document: Document, reference: Reference, kind: Kind, code: str, words: str
    ) -> Problem | None:
        ids = self.ids.get(kind, ())
        if reference.target in ids or (kind in self.unread and not ids):
            return None
        message = f"{words} '{reference.target}'"
        return document.problem(reference.place, code, message, nearest(reference.target, ids))

    def _missing_page(self, document: Document, reference: Reference) -> Problem | None:
        page = self.by_path.get(reference.target)
        if page is None or page.kind not in ("explainer", "country", "relation", "page"):
            message = f"there is no page {reference.target}"
            known = [path for path, other in self.by_path.items() if path.endswith(".md") and other.kind != "unknown"]
            return document.problem(reference.place, "broken-link", message, _near_link(reference, document, known))
        if unpublished := self._unpublished(document, reference, page):
            return unpublished
        if not reference.fragment:
            return None
        translations = self.translated.get((page.kind, page.slug), ())
        led_to = next((one for one in translations if one.language == document.language), page)
        if reference.fragment in led_to.ids or (not led_to.is_read and not led_to.ids):
            return None
        message = f"{led_to.inner_path} has no heading '{reference.fragment}'"
        suggestion = nearest(reference.fragment, led_to.ids) or self._same_heading(page, led_to, reference.fragment)
        return document.problem(reference.detail or reference.place, "unknown-heading", message, suggestion)

    def state(self, document: Document) -> State:
        """Return what a page is on the day; a translation is what its original is."""
        original = self.originals.get((document.kind, document.slug))
        day, by_date = self.when or ("", False)
        return state_of(*original.status, day, by_date=by_date) if original else "published"

    def _unpublished(self, document: Document, reference: Reference, page: Document) -> Problem | None:
        """Return the problem of a link from a page that is online to one that is not, or that nobody is to find."""
        state, here = self.state(page), self.state(document)
        if self.when is None or state == "published" or here == "draft" or here == state:
            return None
        status, date = page.status
        what = (
            f"is not published before {date}" if status != state else f"is {'a draft' if state == 'draft' else state}"
        )
        message = f"{page.inner_path} {what}, and this page is {here}: publish it first, or take the link out"
        return document.problem(reference.place, "unpublished-link", message)

    def _same_heading(self, page: Document, led_to: Document, fragment: str) -> str | None:
        """Return the id, in the page that a link leads to, of a heading that is called so in the original."""
        if fragment not in page.ids or len(page.ids) != len(led_to.ids):
            return None
        return led_to.ids[page.ids.index(fragment)]

    def _missing_image(self, document: Document, reference: Reference) -> Problem | None:
        if self.files is None or reference.target in self.files:
            return None
        message = f"there is no picture {reference.target}"
        return document.problem(reference.place, "broken-link", message, nearest(reference.target, self.files))

    # ---- what stands twice, or alone ----

    def duplicates(self) -> Iterator[Problem]:
        """Return the problems of pages that would lie at the same address, and of countries with two
        files.
        """
        at: dict[str, Document] = {}
        codes: dict[str, Document] = {}
        taken = _TAKEN | {document.language for document in self.documents if not document.original}
        for document in self.documents:
            if not document.original:
                continue
            if document.kind in ("explainer", "page"):
                other = at.setdefault(document.slug, document)
                if other is not document:
                    message = f"{other.inner_path} has the same address: rename one of them"
                    yield document.problem(_START, "duplicate-slug", message)
                elif document.slug in taken:
                    message = f"the site has a page of its own at /{document.slug}/: give the file another name"
                    yield document.problem(_START, "duplicate-slug", message)
            for code in document.countries if document.kind == "country" else ():
                other = codes.setdefault(code, document)
                if other is not document:
                    message = f"{other.inner_path} is about the same country"
                    yield document.problem(_code_place(document), "duplicate-slug", message)

    def translations(self) -> Iterator[Problem]:
        """Return the problems of translations that have no original."""
        slugs = {(document.kind, document.slug) for document in self.documents if document.original}
        for document in (one for documents in self.translated.values() for one in documents):
            if (document.kind, document.slug) not in slugs:
                known = [slug for kind, slug in slugs if kind == document.kind]
                near = nearest(document.slug, known)
                name = (
                    document.inner_path.rpartition("/")[2].replace(f"{document.slug}.", f"{near}.", 1) if near else None
                )
                message = f"there is no original {document.slug}.md for this translation"
                yield document.problem(_START, "broken-link", message, name)

    def relations(self) -> Iterator[Problem]:
        """Return the problems of relations: of a country with itself, of a pair twice, of a wrong name."""
        pairs: dict[frozenset[str], Document] = {}
        for document in self.documents:
            if document.kind != "relation" or not document.original or len(document.countries) != 2:
                continue
            pair = frozenset(document.countries)
            place = next((one.place for one in document.references if one.kind == "country"), _START)
            if len(pair) == 1:
                yield document.problem(place, "same-pair-twice", "a country has no relation with itself")
                continue
            other = pairs.setdefault(pair, document)
            if other is not document:
                yield document.problem(place, "same-pair-twice", f"{other.inner_path} is about the same pair")
            name = self._pair_name(pair)
            if name and name != document.slug:
                message = f"this file is called by the slugs of its countries in alphabetical order: {name}.md"
                yield document.problem(_START, "unknown-value", message, f"{name}.md")

    def _pair_name(self, pair: Iterable[str]) -> str | None:
        slugs = [self.countries[code].slug for code in pair if code in self.countries]
        return "-".join(sorted(slugs)) if len(slugs) == 2 else None

    # ---- records ----

    def corpus(self) -> Corpus:
        """Return the records, with the texts of their translations."""
        records: dict[str, dict[str, Any]] = {}
        for document in sorted(self.documents, key=lambda document: document.slug):
            if document.original and document.record is not None and not isinstance(document.record, tuple):
                records.setdefault(document.kind, {})[document.slug] = self._whole(document)
        countries = {record.code: record for record in records.get("country", {}).values()}
        relations = (in_order(record, countries) for record in records.get("relation", {}).values())
        return Corpus(
            explainers=records.get("explainer", {}),
            countries=dict(sorted(countries.items())),
            relations={one.between: one for one in sorted(relations, key=lambda one: one.between)},
            events=self._entries("events", Event),
            sources=records.get("source", {}),
            terms=self._entries("glossary", Term),
            names=self._entries("names", NameEntry),
            pages=records.get("page", {}),
        )

    def _whole(self, document: Document) -> Any:
        """Return an original's record with the texts of all languages, in alphabetical order."""
        others = self.translated.get((document.kind, document.slug), ())
        return whole_record(document.record, (one.record for one in others))

    def _entries(self, kind: str, record: type[_T]) -> dict[str, _T]:
        lists = [document.record for document in self.documents if document.kind == kind]
        found = {entry.id: entry for entries in lists if isinstance(entries, tuple) for entry in entries}
        return {name: entry for name, entry in sorted(found.items()) if isinstance(entry, record)}


def whole_record(record: Any, translations: Iterable[Any]) -> Any:
    """Return the record of an original with the texts of its translations, in alphabetical order of languages."""
    texts = dict(getattr(record, "texts", {}))
    texts.update((one.language, one.text) for one in translations if isinstance(one, Translation))
    return msgspec.structs.replace(record, texts=dict(sorted(texts.items()))) if len(texts) > 1 else record


def no_country(root: str, kinds: Iterable[str]) -> Iterator[Problem]:
    """Return that a site has no country, if its files are of none but other kinds: maps show countries. `root` is the
    content folder's name.
    """
    if "country" not in kinds:
        message = "no country has a file in countries/ yet: begin with explainers new country XX, XX being its code"
        yield Problem(f"{root}/countries", Place(1, 1, 1, 1), "unknown-country", message)


def is_country(code: str) -> bool:
    """Return whether ISO 3166-1 has a code for a country."""
    return code in _territories()


def in_order(relation: Relation, countries: Mapping[str, Country]) -> Relation:
    """Return a relation with its codes in the order of their countries' slugs."""
    first, second = sorted(
        relation.between, key=lambda code: (countries[code].slug if code in countries else code, code)
    )
    return msgspec.structs.replace(relation, between=(first, second))


def _code_place(document: Document) -> Place:
    return next((one.place for one in document.references if one.kind == "country"), _START)


def _near_link(reference: Reference, document: Document, known: Iterable[str]) -> str | None:
    """Return the link that may have been meant, as it has to be typed in a document."""
    near = nearest(reference.target, known, cutoff=0.75)
    if near is None:
        return None
    folder, _, name = near.rpartition("/")
    here = document.inner_path.rpartition("/")[0]
    fragment = f"#{reference.fragment}" if reference.fragment else ""
    return f"{{filename}}{name if folder == here else f'/{near}'}{fragment}"


# ---- countries of ISO 3166-1 -----------------------------------------------------------------------------

# What CLDR has beside the countries of ISO 3166-1: unions, reserved codes, codes for tests and for unknown ones.
# XK (Kosovo) is one that ISO leaves to its users, and CLDR names it; it is let through.
_NO_COUNTRIES: Final = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, str]:
    """Return the English names of countries by their codes, from CLDR."""
    from babel import Locale

    names = Locale("en").territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}
