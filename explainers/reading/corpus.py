"""All files of content together: what they refer to, and the problems that only show between files.

Originals take their translations in; what a file refers to has to be there. A file that could not be read
makes no further problems in those that refer to it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from explainers.content_kinds import KINDS, TRANSLATED, Kind, file_of_kind
from explainers.countries import country_name, is_country_code, meant_code
from explainers.model import Country, Relation
from explainers.nearest import nearest
from explainers.page_kinds import METHOD
from explainers.problems import START, Place, Problem
from explainers.publication import State, state_of
from explainers.reading.blocks import Reference, ReferenceKind
from explainers.reading.documents import Document, Outline, Translation
from explainers.reading.misplaced import meant_file
from explainers.reading.slugs import is_slug, ordered_pair, pair_slug
from explainers.urls import DEFAULT_PATTERNS, FILES

__all__ = ["Finding", "JoinedSite", "Named", "in_order", "named_file", "whole_record"]

_COUNTRIES: Final = f"{KINDS['country'].place}/"
_MOST_SHOWN: Final = 6  # headings
_ENTRIES: Final[Mapping[str, Kind]] = {"term": "glossary", "event": "events"}
# Names in addresses that the site itself takes at its top.
_TAKEN: Final = frozenset(
    pattern.partition("/")[0].partition(".")[0] for pattern in DEFAULT_PATTERNS.values() if pattern[:6] != "{slug}"
) | {"assets", "cards", "files", "images", "index", "pagefind", "schemas", "theme"}


def named_file(path: str, files: Collection[str]) -> str | None:
    """Return the file that a path names: this one, or the only one that differs in nothing but small and capital
    letters, as a camera or another system may have written it.

    >>> named_file("images/boat.jpg", ["images/Boat.JPG", "images/net.jpg"])
    'images/Boat.JPG'
    """
    if path in files:
        return path
    folded = path.casefold()
    alike = [file for file in files if file.casefold() == folded]
    return alike[0] if len(alike) == 1 else None


class Finding(Struct, frozen=True):
    """A problem that shows only between files: which file it is told at, and where (`None`: where the file names the
    country, or countries, that it is about); the rest as in `Problem`. `follows`: it goes when another file gets the
    name or the place that it is meant to have, which is told there, and so it isn't told.
    """

    path: str
    place: Place | None
    code: str
    message: str
    suggestion: str | None = None
    follows: bool = False

    def problem(self, document: Document) -> Problem:
        """Return it as a problem of its file."""
        place = self.place
        if place is None:
            place = next((one.place for one in document.references if one.kind == "country"), START)
        return document.problem(place, self.code, self.message, self.suggestion)


class Named(NamedTuple):
    """What a file refers to, wherever it does: fields as in `Reference`."""

    kind: ReferenceKind
    target: str
    paragraphs: tuple[int, ...]
    fragment: str


class JoinedSite:
    """All files of a site by what others call them.

    `files` are the outlines of what is read, in any order; `others`, the paths, relative to the content folder, of what
    else can be linked to (pictures, files to download); `day` (ISO date), the one for which links to what isn't
    published are told; `by_date`: a page with a later date waits for its day.
    """

    def __init__(self, files: Iterable[Outline], others: Collection[str], day: str, *, by_date: bool = False) -> None:
        self.files, self.others, self.day, self.by_date = sorted(files), others, day, by_date
        self._of_kind: dict[str, list[Outline]] = {}  # originals
        self.translated: dict[tuple[str, str], list[Outline]] = {}
        for file in self.files:
            if file.original:
                self._of_kind.setdefault(file.kind, []).append(file)
            else:
                self.translated.setdefault((file.kind, file.slug), []).append(file)
        self.sources = {file.slug: file for file in self._of_kind.get("source", ())}
        countries = self._published_first(self._of_kind.get("country", ()))
        self.countries = {code: file for file in reversed(countries) for code in file.countries}
        self.unread_country = any(not file.countries and self.state(file) == "published" for file in countries)
        # What is there for files of a language and a state: thousands name the same.
        self._there: dict[tuple[str, State], set[Named]] = {}

    @cached_property
    def originals(self) -> dict[tuple[str, str], Outline]:
        """The originals by kind and slug."""
        return {(file.kind, file.slug): file for its in self._of_kind.values() for file in its}

    @cached_property
    def by_path(self) -> dict[str, Outline]:
        """The originals by their paths in the content folder."""
        return {file.inner_path: file for file in self.files if file.original}

    @cached_property
    def awaited(self) -> set[str]:
        """What isn't read by the name that it is meant to have, or where it is meant to be."""
        unnamed = [file for file in self.by_path.values() if file.kind == "unknown" or not is_slug(file.slug)]
        return set(filter(None, (meant_file(file.path) for file in unnamed)))

    @cached_property
    def unread_names(self) -> set[str]:
        """The names of the pages that can't be read."""
        pages = [file for kind in ("unknown", *TRANSLATED) for file in self._of_kind.get(kind, ())]
        return {posixpath.basename(file.path) for file in pages if not file.is_read}

    def _ids(self, kind: Kind) -> tuple[str, ...]:
        return next((file.ids for file in reversed(self._of_kind.get(kind, ())) if file.ids), ())

    @cached_property
    def ordered(self) -> list[Outline]:
        """The originals, what is published first."""
        return self._published_first(self.by_path.values())

    def _published_first(self, originals: Iterable[Outline]) -> list[Outline]:
        """Return originals in order: where two are about the same, it is the draft that has to give way."""
        return sorted(originals, key=lambda file: (self.state(file) != "published", file))

    def state(self, file: Outline) -> State:
        """Return what a file is on the day: a translation is what its original is, or a draft of its own."""
        original = self.originals.get((file.kind, file.slug), file)
        state = state_of(original.status, original.date, self.day, by_date=self.by_date)
        return "draft" if file.status == "draft" else state

    # ---- what refers to what ----

    def missing(self, file: Outline, references: Iterable[Reference]) -> Iterator[Finding]:
        """Return what is wrong with references of a file to something that isn't there, or isn't published."""
        for reference in references:
            if found := self._missing(file, reference):
                yield msgspec.structs.replace(found, follows=self._is_awaited(reference, found.code))

    def has_all(self, file: Outline, named: Iterable[Named]) -> bool:
        """Return whether all that a file names is there, and published as it is: of most files it is."""
        there = self._there.setdefault((file.language, self.state(file)), set())
        new = [one for one in named if one not in there]
        for kind, target, paragraphs, fragment in new:
            if self._missing(file, Reference(kind, target, START, paragraphs, fragment)):
                return False
        there.update(new)
        return True

    def between(self) -> Iterator[Finding]:
        """Return what stands twice, or alone."""
        yield from self.duplicates()
        yield from self.translations()
        yield from self.relations()

    def _missing(self, file: Outline, reference: Reference) -> Finding | None:
        if reference.kind == "country":
            return self._missing_country(file, reference)
        if reference.kind == "source":
            return self._missing_source(file, reference)
        if reference.kind == "term":
            return self._missing_id(file, reference, "glossary", "unknown-term", "glossary.yaml has no term")
        if reference.kind == "event":
            return self._missing_id(file, reference, "events", "unknown-value", "events.yaml has no event")
        if reference.kind == "page":
            return self._missing_page(file, reference)
        if reference.kind == "address":
            return self._mistyped_page(file, reference)
        return self._missing_file(file, reference)

    def _is_awaited(self, reference: Reference, code: str) -> bool:
        """Return whether what isn't there is in a file that has another name, or lies elsewhere, than is meant."""
        if reference.kind == "source":
            return file_of_kind("source", reference.target) in self.awaited
        if reference.kind == "country":
            known = is_country_code(reference.target) and reference.target not in self.countries
            return known and any(path.startswith(_COUNTRIES) for path in self.awaited)
        if kind := _ENTRIES.get(reference.kind):
            return file_of_kind(kind) in self.awaited or not all(map(is_slug, self._ids(kind)))
        return reference.kind == "page" and code == "broken-link" and self._is_awaited_page(reference.target)

    def _is_awaited_page(self, path: str) -> bool:
        return path in self.awaited or posixpath.basename(path) in self.unread_names

    def _missing_country(self, file: Outline, reference: Reference) -> Finding | None:
        code = reference.target
        known = is_country_code(code)
        if known and code in self.countries:
            return self._unpublished(file, reference, self.countries[code])
        if known and self.unread_country:
            return None
        if not known:
            message = f"no country has the code '{code}' in ISO 3166-1"
            near = meant_code(code) or nearest(
                code, (other for other in self.countries if other[0] == code[0]), cutoff=0.5
            )
            return Finding(file.path, reference.place, "unknown-country", message, near)
        name = country_name(code, "en")
        message = f"there is no file for the country '{code}' ({name}) in countries/: run explainers new country {code}"
        return Finding(file.path, reference.place, "unknown-country", message)

    def _missing_source(self, file: Outline, reference: Reference) -> Finding | None:
        source = self.sources.get(reference.target)
        if source is None:
            near = nearest(reference.target, self.sources)
            next_step = "" if near else f": run explainers new source {reference.target}"
            message = f"no source is called '{reference.target}'{next_step}"
            return Finding(file.path, reference.place, "unknown-source", message, near)
        if unpublished := self._unpublished(file, reference, source):
            return unpublished
        if source.paragraphs < 0 or all(number <= source.paragraphs for number in reference.paragraphs):
            return None
        message = f"the source '{reference.target}' has {source.paragraphs} paragraphs"
        return Finding(file.path, reference.detail or reference.place, "unknown-paragraph", message)

    def _missing_id(self, file: Outline, reference: Reference, kind: Kind, code: str, words: str) -> Finding | None:
        ids = self._ids(kind)
        if reference.target in ids or not (ids or all(file.is_read for file in self._of_kind.get(kind, ()))):
            return None
        message = f"{words} '{reference.target}'"
        return Finding(file.path, reference.place, code, message, nearest(reference.target, filter(is_slug, ids)))

    def _missing_page(self, file: Outline, reference: Reference) -> Finding | None:
        page = self.by_path.get(reference.target)
        if page is None or page.kind not in TRANSLATED:
            message = f"there is no page {reference.target}"
            return Finding(file.path, reference.place, "broken-link", message, self._near_link(reference, file))
        if unpublished := self._unpublished(file, reference, page):
            return unpublished
        if not reference.fragment:
            return None
        translations = self.translated.get((page.kind, page.slug), ())
        shown = (one for one in translations if one.status != "draft" or self.state(file) == "draft")
        led_to = next((one for one in shown if one.language == file.language), page)
        if reference.fragment in led_to.ids or (not led_to.is_read and not led_to.ids):
            return None
        suggestion = self._same_heading(page, led_to, reference.fragment) or _near_heading(
            reference.fragment, led_to.ids
        )
        message = f"{led_to.inner_path} has no heading '{reference.fragment}'"
        if not suggestion and led_to.ids:
            message += f"; it has {', '.join(led_to.ids[:_MOST_SHOWN])}{' …' * (len(led_to.ids) > _MOST_SHOWN)}"
        return Finding(file.path, reference.detail or reference.place, "unknown-heading", message, suggestion)

    def _mistyped_page(self, file: Outline, reference: Reference) -> Finding:
        """Return what is wrong with an address that is typed as that of a page is elsewhere."""
        near = self._near_link(reference, file)
        if reference.target in self.by_path:  # typed as it is but for the beginning
            near = posixpath.relpath(reference.target, posixpath.dirname(file.inner_path))
            near = f"{{filename}}{near}{f'#{reference.fragment}' if reference.fragment else ''}"
        message = "a link to a page of this site starts with {filename}"
        if not near:
            name = posixpath.basename(reference.target)
            message = f"there is no page {name}, and a link to one starts with {{filename}}, others with https://"
        return Finding(file.path, reference.place, "unsafe-link", message, near)

    def _near_link(self, reference: Reference, file: Outline) -> str | None:
        """Return the link that may have been meant, as it has to be typed in a file: one to a page of the same name, or
        nearly, best in the same folder.
        """
        folder, _, name = posixpath.splitext(reference.target)[0].rpartition("/")
        pages = [path for path, one in self.by_path.items() if one.kind in TRANSLATED]
        pages.sort(key=lambda path: path.startswith(f"{folder}/"))
        named = {self.by_path[path].slug: path for path in pages}
        near = named.get(name) or named.get(nearest(name, named, cutoff=0.75) or "")
        if near is None:
            return None
        place, _, name = near.rpartition("/")
        here = file.inner_path.rpartition("/")[0]
        fragment = f"#{reference.fragment}" if reference.fragment else ""
        return f"{{filename}}{name if place == here else f'/{near}'}{fragment}"

    def _unpublished(self, file: Outline, reference: Reference, led_to: Outline) -> Finding | None:
        """Return what is wrong with a link from what is online to what isn't, or to what nobody is to find."""
        state, here = self.state(led_to), self.state(file)
        if state == "published" or here == "draft" or here == state:
            return None
        what = (
            f"is not published before {led_to.date}"
            if led_to.status == "published"
            else f"is {'a draft' if state == 'draft' else state}"
        )
        this = "the link" if reference.kind == "page" else f"this {reference.kind}"
        message = f"{led_to.inner_path} {what}, and this page is {here}: publish it first, or take {this} out"
        return Finding(file.path, reference.place, "unpublished-link", message)

    def _same_heading(self, page: Outline, led_to: Outline, fragment: str) -> str | None:
        """Return the id, in the page that a link leads to, of a heading that is called so in the original."""
        if fragment not in page.ids or len(page.ids) != len(led_to.ids):
            return None
        return led_to.ids[page.ids.index(fragment)]

    def _missing_file(self, file: Outline, reference: Reference) -> Finding | None:
        if named_file(reference.target, self.others):
            return None
        what = "file" if reference.target.startswith(FILES) else "picture"
        message = f"there is no {what} {reference.target}"
        return Finding(file.path, reference.place, "broken-link", message, nearest(reference.target, self.others))

    # ---- what stands twice, or alone ----

    def duplicates(self) -> Iterator[Finding]:
        """Return the pages that would lie at the same address, and the countries with two files."""
        at: dict[str, Outline] = {}
        codes: dict[str, Outline] = {}
        taken = _TAKEN | {file.language for file in self.files if not file.original}
        for file in self.ordered:
            if file.kind in ("explainer", "page"):
                other = at.setdefault(file.slug, file)
                if other is not file:
                    message = f"{other.inner_path} has the same address: rename one of them"
                    yield Finding(file.path, START, "duplicate-slug", message)
                elif file.slug in taken or (file.kind == "explainer" and file.slug == METHOD):
                    message = f"the site has a page of its own at /{file.slug}/: give the file another name"
                    yield Finding(file.path, START, "duplicate-slug", message)
            for code in file.countries if file.kind == "country" else ():
                other = codes.setdefault(code, file)
                if other is not file:
                    message = f"{other.inner_path} is about the same country"
                    yield Finding(file.path, None, "duplicate-slug", message)

    def translations(self) -> Iterator[Finding]:
        """Return the translations that have no original."""
        slugs = {(file.kind, file.slug) for file in self.files if file.original}
        for file in (one for files in self.translated.values() for one in files):
            if (file.kind, file.slug) not in slugs and is_slug(file.slug):  # else it has to be renamed first
                known = [slug for kind, slug in slugs if kind == file.kind]
                near = nearest(file.slug, known)
                name = file.inner_path.rpartition("/")[2].replace(f"{file.slug}.", f"{near}.", 1) if near else None
                message = f"there is no original {file.slug}.md for this translation"
                follows = self._is_awaited_page(file_of_kind(file.kind, file.slug))
                yield Finding(file.path, START, "broken-link", message, name, follows)

    def relations(self) -> Iterator[Finding]:
        """Return the relations of a country with itself, of a pair twice, and of a wrong name."""
        pairs: dict[frozenset[str], Outline] = {}
        for file in self.ordered:
            if file.kind != "relation" or len(file.countries) != 2:
                continue
            pair = frozenset(file.countries)
            if len(pair) == 1:
                yield Finding(file.path, None, "same-pair-twice", "a country has no relation with itself")
                continue
            other = pairs.setdefault(pair, file)
            if other is not file:
                yield Finding(file.path, None, "same-pair-twice", f"{other.inner_path} is about the same pair")
            name = self._pair_name(pair)
            if name and name != file.slug:
                message = f"this file is called by the slugs of its countries in alphabetical order: {name}.md"
                yield Finding(file.path, START, "unknown-value", message, f"{name}.md")

    def _pair_name(self, pair: Iterable[str]) -> str | None:
        slugs = [self.countries[code].slug for code in pair if code in self.countries]
        return pair_slug(slugs) if len(slugs) == 2 else None


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
        yield Problem(f"{root}/countries", START, "unknown-country", message)


def in_order(relation: Relation, countries: Mapping[str, Country]) -> Relation:
    """Return a relation with its codes in the order of their countries' slugs."""
    pair = ordered_pair(relation.between, lambda code: countries[code].slug if code in countries else code)
    return msgspec.structs.replace(relation, between=pair)


def _near_heading(fragment: str, ids: Sequence[str]) -> str | None:
    """Return the heading that is meant by a slip in its id, or by a part of it that no other has."""
    words = fragment.split("-")
    having = [one for one in ids if set(words) <= set(one.split("-"))]
    return nearest(fragment, ids) or (having[0] if len(having) == 1 else None)
