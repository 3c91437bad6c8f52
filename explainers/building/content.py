"""From a content folder to what the site knows, doing again only what an edit needs.

A page's files are read and checked again if one of them changed, came or went, if something changed that they refer to
or were checked against, or if it matters to them that the day is another one. The result is that of reading everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from msgspec.structs import replace

from explainers.building.bundles import (
    Bundle,
    KeptContent,
    KeptPicture,
    LightDocument,
    decoded,
    provided,
)
from explainers.building.clock import Clock
from explainers.building.content_types import Change, Content, Kept, Key, Task
from explainers.building.examining import Examined, Ground, Need, RawFile, book_digest, documents_of, examined, raw_file
from explainers.building.records import corpus_of
from explainers.checks.run import unchecked
from explainers.checks.site import CheckedSite
from explainers.digest import digest_of_bytes
from explainers.model import Event, NameEntry
from explainers.problems import Problem
from explainers.publication import state_of
from explainers.reading.corpus import JoinedSite, is_country, no_country
from explainers.reading.documents import Document, page_of_file
from explainers.reading.pictures import picture_of_file
from explainers.reading.scan import Listed, Listing, content_bytes

__all__ = ["Content", "ContentReader", "Examine", "Kept", "Task"]

_GROUND: Final = ("country", "events", "names", "source")


Examine = Callable[[Ground, CheckedSite, Sequence[Task]], Iterable[Examined]]


class ContentReader:
    """One reading of a content folder. `examine` does the reading and checking of pages, wherever it likes."""

    def __init__(self, listing: Listing, languages: Sequence[str], kept: Kept, clock: Clock, examine: Examine) -> None:
        self._listing, self._languages, self._kept, self._clock = listing, tuple(languages), kept, clock
        self._examine = examine
        self._locations = {file.path: file for file in listing.files}
        self._files: dict[Key, list[Listed]] = {}
        self._touched: dict[Key, Bundle] = {}
        self._raw: dict[Key, tuple[RawFile, ...]] = {}
        self._old_records: dict[Key, Any] = {}
        self._records: dict[Key, bytes] = {}
        self._needs: dict[Key, tuple[Need, ...]] = {}
        self._new: dict[Key, Bundle] = {}
        self._read = 0
        self._day, self._by_date = "", False

    def content(self, day: str, *, by_date: bool) -> Content:
        """Return what the folder has, checked for a day. Raises `OSError`."""
        self._group()
        self._day, self._by_date = day, by_date
        todo = self._changed()
        data = [key for key in todo if key[0] in _GROUND]
        parsed = {key: self._parsed(key) for key in data if key in self._files}
        ground = self._ground(parsed, day, by_date=by_date)
        site = ground.site()
        book = book_digest(ground) if data or not self._kept.content.book else self._kept.content.book
        for key, documents in parsed.items():
            self._take(examined(*key, self._raw[key], site, documents))
        rest = [key for key in todo if key not in parsed and key in self._files]
        self._take_all(ground, site, rest)
        again = self._affected(set(todo), book, day)
        self._take_all(ground, site, again)
        return self._joined(todo, day, book)

    # ---- what has to be done -----------------------------------------------------------------------------

    def _group(self) -> None:
        for file in self._listing.files:
            self._files.setdefault(page_of_file(file.path, self._languages), []).append(file)

    def _changed(self) -> list[Key]:
        """Return the bundles with files that changed, came or went; note those that were only touched."""
        kept = self._kept.bundles
        todo = [key for key in kept if key not in self._files]
        for key, files in self._files.items():
            old = kept.get(key)
            if old is None or [one.path for one in files] != [one.path for one in old.files]:
                todo.append(key)
                continue
            same = [
                one.size == file.size and one.mtime == file.mtime_ns for one, file in zip(old.files, files, strict=True)
            ]
            if not all(same) and not self._is_touched(key, old, files):
                todo.append(key)
        return todo

    def _is_touched(self, key: Key, old: Bundle, files: Sequence[Listed]) -> bool:
        """Whether a bundle's files have the bytes that they had; their times are noted then."""
        new = []
        for one, file in zip(old.files, files, strict=True):
            if one.size != file.size or digest_of_bytes(content_bytes(file.location)) != one.digest:
                return False
            new.append(replace(one, mtime=self._clock.kept(file.mtime_ns)))
        self._touched[key] = replace(old, files=tuple(new))
        return True

    def _affected(self, done: set[Key], book: str, day: str) -> list[Key]:
        """Return the other bundles that stand on something that has changed."""
        kept = self._kept
        changed: set[str] = set()
        for key in done:
            before, after = provided(kept.bundles.get(key)), provided(self._new.get(key))
            changed |= {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        changed |= {f"image {path}" for path in set(kept.content.others) ^ set(self._others)}
        if book != kept.content.book:
            changed.add("book")
        made_for = kept.content.day
        due = {key: bundle for key, bundle in kept.bundles.items() if self._is_due(bundle, made_for, day)}
        changed |= {name for bundle in due.values() for name in provided(bundle)}
        return [
            key
            for key, bundle in kept.bundles.items()
            if key not in done
            and (
                (changed and not changed.isdisjoint(bundle.reads))
                or key in due
                or not bundle.window.holds(day, made_for)
            )
        ]

    # ---- reading and checking ----------------------------------------------------------------------------

    def _parsed(self, key: Key) -> tuple[Document, ...]:
        self._raw[key] = tuple(self._raw_file(file) for file in self._files[key])
        return documents_of(self._raw[key], self._languages)

    def _raw_file(self, file: Listed) -> RawFile:
        return raw_file(file, self._clock.kept(file.mtime_ns))

    def _ground(self, parsed: Mapping[Key, Sequence[Document]], day: str, *, by_date: bool) -> Ground:
        found: dict[str, list[Any]] = {kind: [] for kind in _GROUND}
        for key in sorted(self._files):
            if key[0] not in _GROUND:
                continue
            if key in parsed:
                found[key[0]] += [one.record for one in parsed[key] if one.original and one.record is not None]
            else:
                found[key[0]].append(self._old_record(key))
        names = [entry for entries in found["names"] for entry in entries if isinstance(entry, NameEntry)]
        events = [entry for entries in found["events"] for entry in entries if isinstance(entry, Event)]
        sources, countries = tuple(found["source"]), tuple(found["country"])
        return Ground(self._languages, day, by_date, sources, countries, tuple(names), tuple(events))

    def _old_record(self, key: Key) -> Any:
        if key not in self._old_records:
            self._old_records[key] = decoded(self._kept.record(key))
        return self._old_records[key]

    def _take_all(self, ground: Ground, site: CheckedSite, keys: Iterable[Key]) -> None:
        tasks = [
            Task(*key, tuple((file, self._clock.kept(file.mtime_ns)) for file in self._files[key])) for key in keys
        ]
        for one in self._examine(ground, site, tasks):
            self._take(one)

    def _take(self, one: Examined) -> None:
        key = one.bundle.key
        self._new[key], self._records[key], self._needs[key] = one.bundle, one.record, one.needs
        self._read += len(one.bundle.files)

    # ---- everything together -----------------------------------------------------------------------------

    @cached_property
    def _others(self) -> dict[str, Listed]:
        return {file.path.partition("/")[2]: file for file in self._listing.others}

    def _joined(self, todo: Sequence[Key], day: str, book: str) -> Content:
        kept = self._kept.bundles
        bundles = {key: self._new.get(key) or self._touched.get(key) or kept[key] for key in sorted(self._files)}
        changed = {*todo, *self._new, *self._touched}
        changes = tuple(Change(key, kept.get(key), bundles.get(key)) for key in sorted(changed))
        pictures, unreadable = self._pictures(bundles.values())
        shown = {path: one.file for path, one in pictures.items()}
        found = [one for bundle in bundles.values() for one in bundle.found]
        problems = [*self._listing.problems, *unreadable, *(problem for one in found for problem in one.problems)]
        problems += no_country(self._listing.root, {kind for kind, _ in self._files})
        problems += self._across(bundles, todo)
        by_path = sorted(
            (
                (file.path, one)
                for bundle in bundles.values()
                for file, one in zip(bundle.files, bundle.found, strict=True)
            ),
            key=lambda pair: pair[0],
        )
        before = self._kept.content.day
        whole = KeptContent(day, book, tuple(self._others), pictures)
        return Content(
            tuple(sorted(problems)),
            unchecked(one for _, one in by_path),
            corpus_of((key for key, bundle in bundles.items() if bundle.digest), self._record, shown),
            {bundle.slug: bundle.about for bundle in bundles.values() if bundle.about},
            {
                f"{kind} {slug}": bundle.digest
                for (kind, slug), bundle in bundles.items()
                if kind in ("explainer", "page", "source")
            },
            bundles,
            changes,
            self._records,
            whole,
            shown != {path: one.file for path, one in self._kept.content.pictures.items()},
            before,
            any(self._is_due(bundle, before, day) for bundle in bundles.values()),
            len(self._locations),
            self._read,
        )

    def _is_due(self, bundle: Bundle, before: str, day: str) -> bool:
        """Whether a day makes a page what it was not on another one: published, or waiting."""
        if not self._by_date or not bundle.about:
            return False
        then, now = (state_of(*bundle.status, on, by_date=True) for on in (before, day))
        return then != now

    def _record(self, key: Key) -> Any:
        return decoded(self._records[key]) if key in self._records else self._old_record(key)

    def _pictures(self, bundles: Iterable[Bundle]) -> tuple[dict[str, KeptPicture], list[Problem]]:
        """Return the pictures that pages show, by path, and the problems of those that can't be shown."""
        shown = {path for bundle in bundles for path in bundle.images if path in self._others}
        pictures: dict[str, KeptPicture] = {}
        problems: list[Problem] = []
        for path in sorted(shown):
            old, file = self._kept.content.pictures.get(path), self._others[path]
            if old and (old.size, old.mtime) == (file.size, file.mtime_ns):
                pictures[path] = old
                continue
            made = picture_of_file(path, file)
            if isinstance(made, Problem):
                problems.append(made)
            else:
                pictures[path] = KeptPicture(file.size, self._clock.kept(file.mtime_ns), made)
        return pictures, problems

    def _across(self, bundles: Mapping[Key, Bundle], todo: Sequence[Key]) -> Iterator[Problem]:
        """Return the problems that only show between files. It is enough to look at changes: before, all was well."""
        there = self._there(bundles)
        bad = [key for key, needs in self._needs.items() if not all(self._is_met(need, there) for need in needs)]
        apart = any(_place(self._kept.bundles.get(key)) != _place(self._new.get(key)) for key in todo)
        if not bad and not apart:
            return
        documents = [LightDocument(bundle, file, self._load) for bundle in bundles.values() for file in bundle.files]
        documents.sort(key=lambda one: one.path)
        when = (self._day, self._by_date)
        site = JoinedSite(documents, self._others.keys(), when)  # type: ignore[arg-type]
        if apart:
            yield from site.between()
        wrong = set(bad)
        for document in documents:
            if (document.kind, document.slug) in wrong:
                yield from site.missing(document)  # type: ignore[arg-type]

    def _there(self, bundles: Mapping[Key, Bundle]) -> dict[str, object]:
        """Return by name what bundles give of that which files need."""
        needed: set[Key] = (
            {key for key in bundles if key[0] in ("country", "events", "glossary")} if self._needs else set()
        )
        for need in {need for needs in self._needs.values() for need in needs}:
            if need.kind == "source":
                needed.add(("source", need.target))
            elif need.kind == "page":
                needed.add(page_of_file(f"/{need.target}", self._languages))
        there: dict[str, object] = {}
        for key in needed & bundles.keys():
            there |= provided(bundles[key])
        return there

    def _is_met(self, need: Need, there: Mapping[str, object]) -> bool:
        if need.kind == "image":
            return need.target in self._others
        value = there.get(f"{need.kind} {need.target}")
        if value is None or need.kind == "country":
            return value is not None and is_country(need.target)
        if need.kind == "source":
            assert isinstance(value, tuple)
            return bool(need.paragraph <= value[0] or value[0] < 0)
        if need.kind == "page" and not self._is_published(value):
            return False  # as far as can be seen here: it may be a draft that links to a draft
        headings: Any = there.get(f"headings {need.target}", ()) if need.fragment else ()
        ids = {language: ids for language, ids, _ in headings}
        return not ids or need.fragment in ids.get(need.language, ids.get(self._languages[0], ()))

    def _is_published(self, status: Any) -> bool:
        word, date = status
        return state_of(word, date, self._day, by_date=self._by_date) == "published"

    def _load(self, path: str) -> Document:
        return documents_of([self._raw_file(self._locations[path])], self._languages)[0]


def _place(bundle: Bundle | None) -> object:
    """Return what of a bundle decides whether pages stand in each other's way."""
    if bundle is None:
        return None
    return [(one.path, one.language, one.original, one.countries, one.is_read) for one in bundle.files]
