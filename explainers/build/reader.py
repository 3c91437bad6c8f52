"""From a content folder to what the site knows, doing again only what an edit needs.

A page's files are read and checked again if one of them changed, came or went, if something changed that they refer to
or were checked against, or if it matters to them that the day is another one. The result is that of reading everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from msgspec.structs import replace

from explainers.build.analysis import (
    Analysis,
    Ground,
    RawFile,
    analysed,
    book_digest,
    documents_of,
    named_in,
    raw_file,
    whole,
)
from explainers.build.bundles import Bundle, KeptAttached, KeptContent, decoded, encoded, is_as_kept, provided
from explainers.build.clock import Clock
from explainers.build.content import Change, Content, Kept, Key, Task, Wanted
from explainers.build.drafts import Unpublished, attached_paths, draft_translations, reported
from explainers.build.folder import Folder
from explainers.build.gathered import Gathered, gathered, special
from explainers.build.records import corpus_of
from explainers.build.remembered import Remembered
from explainers.checks.causes import without_consequences
from explainers.checks.site import CheckedSite
from explainers.content_kinds import kinds_with
from explainers.digest import digest_of_bytes
from explainers.model import Event, Explainer, NameEntry
from explainers.problems import Problem, in_order
from explainers.publication import State
from explainers.questions import changed_by_day
from explainers.reading.corpus import JoinedSite, named_file, no_country
from explainers.reading.documents import Document
from explainers.reading.pictures import attached_file
from explainers.reading.scan import ContentFile, content_bytes
from explainers.site.about import about

__all__ = ["Analyse", "ContentReader"]

_GROUND: Final = kinds_with(lambda kind: kind.ground)
_FETCHED: Final = kinds_with(lambda kind: kind.fetched)


Analyse = Callable[[Ground, CheckedSite, Sequence[Task]], Iterable[Analysis]]


class ContentReader:
    """One reading of a content folder: `wanted` says for which day, and whether drafts are to be shown. `analyse` does
    the reading and checking of pages, wherever it likes; `prepare` makes of what all checks stand on the site that
    they ask; `remembered` is what the process knows from its last reading.
    """

    def __init__(
        self,
        folder: Folder,
        wanted: Wanted,
        kept: Kept,
        clock: Clock,
        analyse: Analyse,
        prepare: Callable[[Ground], CheckedSite] = Ground.site,
        remembered: Remembered | None = None,
    ) -> None:
        self._folder, self._wanted, self._kept, self._clock = folder, wanted, kept, clock
        self._languages = wanted.languages
        self._analyse, self._prepare = analyse, prepare
        self._remembered = remembered or Remembered()
        self._files, self._others = folder.pages, folder.others
        self._touched: dict[Key, Bundle] = {}
        self._raw: dict[Key, tuple[RawFile, ...]] = {}
        self._records: dict[Key, bytes] = {}
        self._named: dict[Key, bytes] = {}
        self._new: dict[Key, Bundle] = {}
        self._read = 0

    def content(self) -> Content:
        """Return what the folder has, checked. Raises `OSError`."""
        todo = self._changed()
        data = [key for key in todo if key[0] in _GROUND]
        parsed = {key: self._parsed(key) for key in data if key in self._files}
        ground, site = self._stood_on(parsed)
        book = book_digest(ground) if data or not self._kept.content.book else self._kept.content.book
        for key, documents in parsed.items():
            self._take(analysed(*key, self._raw[key], site, documents))
        rest = [key for key in todo if key not in parsed and key in self._files]
        self._take_all(ground, site, rest)
        self._take_all(ground, site, self._affected(set(todo), book))
        return self._joined(todo, book)

    def document(self, path: str) -> Document:
        """Return a file as it is read. Raises `OSError`."""
        return documents_of([self._raw_file(self._folder.file(path, self._languages))], self._languages)[0]

    # ---- what has to be done -----------------------------------------------------------------------------

    def _changed(self) -> list[Key]:
        """Return the bundles with files that changed, came or went; note those that were only touched."""
        kept, found = self._kept.bundles, self._files
        todo = [] if self._before else sorted(kept.keys() - found.keys())
        saved, unsure = self._folder.saved, self._kept.unsure
        looked_at: Iterable[Key] = found
        if saved is not None:
            looked_at = sorted(saved if self._before else saved & found.keys() | found.keys() - kept.keys())
        for key in looked_at:
            old, files = kept.get(key), found[key]
            if old is None or key in unsure or not (is_as_kept(old, files) or self._is_touched(key, old, files)):
                todo.append(key)
        return todo

    def _is_touched(self, key: Key, old: Bundle, files: Sequence[ContentFile]) -> bool:
        """Whether a bundle's files have the bytes that they had; their times are noted then."""
        if [one.path for one in files] != [one.path for one in old.files]:
            return False
        new = []
        for one, file in zip(old.files, files, strict=True):
            if one.size != file.size or digest_of_bytes(content_bytes(file)) != one.digest:
                return False
            new.append(replace(one, mtime=self._clock.kept(file.mtime_ns)))
        self._touched[key] = replace(old, files=tuple(new))
        return True

    def _affected(self, done: set[Key], book: str) -> list[Key]:
        """Return the other bundles that stand on something that has changed."""
        kept, day = self._kept, self._wanted.day
        changed: set[str] = set()
        for key in done:
            before, after = provided(kept.bundles.get(key)), provided(self._new.get(key))
            changed |= {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        changed |= {f"file {path.casefold()}" for path in set(kept.content.others) ^ set(self._others)}
        if book != kept.content.book:
            changed.add("book")
        due: set[Key] = set()
        made_for = kept.content.day
        if not changed and made_for == day:
            return []
        for key, bundle in kept.bundles.items() if made_for != day else ():
            changed |= {name for name in bundle.reads if changed_by_day(name, made_for, day)}
            if self._state(bundle, made_for) != self._state(bundle, day):
                due.add(key)
                changed |= provided(bundle).keys()
        return [
            key
            for key, bundle in kept.bundles.items()
            if key not in done and (key in due or (changed and not changed.isdisjoint(bundle.reads)))
        ]

    # ---- reading and checking ----------------------------------------------------------------------------

    def _parsed(self, key: Key) -> tuple[Document, ...]:
        self._raw[key] = tuple(self._raw_file(file) for file in self._files[key])
        return documents_of(self._raw[key], self._languages)

    def _raw_file(self, file: ContentFile) -> RawFile:
        return raw_file(file, self._clock.kept(file.mtime_ns))

    def _stood_on(self, parsed: Mapping[Key, Sequence[Document]]) -> tuple[Ground, CheckedSite]:
        """Return what all checks stand on, and the site that they ask."""
        keys = sorted(key for key in self._files if key[0] in _GROUND)

        def find() -> tuple[Ground, CheckedSite]:
            ground = self._ground(keys, parsed)
            return ground, self._prepare(ground)

        if parsed:
            return find()
        digests = [(key, self._kept.bundles[key].digest) for key in keys]
        found: tuple[Ground, CheckedSite] = self._remembered.ground.of((self._wanted, digests), find)
        return found

    def _ground(self, keys: Iterable[Key], parsed: Mapping[Key, Sequence[Document]]) -> Ground:
        found: dict[str, list[Any]] = {kind: [] for kind in _GROUND}
        for key in keys:
            if key in parsed:
                found[key[0]] += [one.record for one in parsed[key] if one.original and one.record is not None]
            else:
                old = self._old_record(key)  # none of a half-done draft
                found[key[0]] += [] if old is None else [old]
        names = [entry for entries in found["names"] for entry in entries if isinstance(entry, NameEntry)]
        events = [entry for entries in found["events"] for entry in entries if isinstance(entry, Event)]
        sources, countries = tuple(found["source"]), tuple(found["country"])
        return Ground(self._wanted, sources, countries, tuple(names), tuple(events))

    def _old_record(self, key: Key) -> Any:
        digest, known = self._kept.bundles[key].digest, self._remembered.records.get(key)
        if known and known[0] == digest:
            return known[1]
        record = decoded(self._kept.record(key))
        if key[0] not in _FETCHED or key[0] in _GROUND:
            self._remembered.records[key] = digest, record
        return record

    def _take_all(self, ground: Ground, site: CheckedSite, keys: Iterable[Key]) -> None:
        tasks = [
            Task(*key, tuple((file, self._clock.kept(file.mtime_ns)) for file in self._files[key])) for key in keys
        ]
        for one in self._analyse(ground, site, tasks):
            self._take(one)

    def _take(self, one: Analysis) -> None:
        key = one.bundle.key
        self._new[key], self._records[key], self._named[key] = one.bundle, one.record, one.named
        self._read += len(one.bundle.files)

    # ---- everything together -----------------------------------------------------------------------------

    def _joined(self, todo: Sequence[Key], book: str) -> Content:
        kept, day = self._kept.bundles, self._wanted.day
        before = self._before
        now: dict[Key, Bundle] = {**kept, **self._touched, **self._new}
        bundles = now if before else {key: now[key] for key in sorted(self._files)}
        ones = self._special(bundles, before)
        told, following = self._across(bundles, todo)
        across = [*told, *following]
        self._named.clear()
        attached, unreadable = self._attached(ones.values())
        unpublished = self._unpublished(ones)
        was_out = _left_out(before.special if before else kept)
        self._leave_out(bundles, ones, unpublished, across, unreadable)
        ones = {key: bundles[key] for key in ones}
        files = {path: one.file for path, one in attached.items()}
        own = [problem for bundle in ones.values() for found in bundle.found for problem in found.problems]
        shown = (one.kind for one in bundles.values() if not one.left_out)
        of_all = [*self._folder.problems, *no_country(self._folder.root, shown)]
        wrong = {problem.path for problem in across}
        files_of = self._files.items() if wrong else ()
        unkept = frozenset(key for key, files in files_of if any(file.path in wrong for file in files))
        changed = {*todo, *self._new, *self._touched, *unkept}
        changed |= {key for key in was_out.symmetric_difference(_left_out(ones)) if key in kept and key in bundles}
        all_of_it = gathered(bundles, ones, before, {*changed, *ones})
        self._remembered.gathered = all_of_it
        return Content(
            in_order(without_consequences([*of_all, *reported(bundles, unpublished, [*own, *told], unreadable)])),
            corpus_of(all_of_it.records, self._record, files),
            all_of_it.known,
            all_of_it.digests,
            bundles,
            tuple(Change(key, kept.get(key), bundles.get(key)) for key in sorted(changed)),
            unkept,
            self._records,
            KeptContent(day, book, tuple(self._others), attached),
            files != {path: one.file for path, one in self._kept.content.attached.items()},
            self._kept.content.day,
            self._read,
        )

    @cached_property
    def _before(self) -> Gathered | None:
        """What the kept bundles say together, if that is at hand and no page or data file came or went."""
        saved, before = self._folder.saved, self._remembered.gathered
        if saved is None or before is None or before.bundles is not self._kept.bundles:
            return None
        return before if all(key in before.bundles and key in self._files for key in saved) else None

    def _special(self, bundles: Mapping[Key, Bundle], before: Gathered | None) -> dict[Key, Bundle]:
        """Return the bundles that have more to tell than most."""
        by_date = self._wanted.by_date
        if before is None:
            return special(bundles, by_date=by_date)
        changed = {key: bundles[key] for key in (*self._touched, *self._new)}
        others = {key: one for key, one in before.special.items() if key not in changed}
        return dict(sorted({**others, **special(changed, by_date=by_date)}.items()))

    def _state(self, bundle: Bundle, day: str) -> State:
        return bundle.state(day, by_date=self._wanted.by_date)

    def _record(self, key: Key) -> Any:
        if key in self._records:
            return decoded(self._records[key])
        return decoded(self._kept.record(key)) if key in self._new else self._old_record(key)

    def _attached(self, bundles: Iterable[Bundle]) -> tuple[dict[str, KeptAttached], list[Problem]]:
        """Return the files that pages show or offer, by path, and the problems of those that they can't."""
        asked = {path for bundle in bundles for path in bundle.attached}
        shown = {path: named for path in asked if (named := named_file(path, self._others))}
        attached: dict[str, KeptAttached] = {}
        problems: list[Problem] = []
        for path in sorted(shown):
            old, file = self._kept.content.attached.get(path), self._others[shown[path]]
            if old and old.file.path == shown[path] and (old.size, old.mtime) == (file.size, file.mtime_ns):
                attached[path] = old
                continue
            made = attached_file(shown[path], file)
            if isinstance(made, Problem):
                problems.append(made)
            else:
                attached[path] = KeptAttached(file.size, self._clock.kept(file.mtime_ns), made)
        return attached, problems

    def _across(self, bundles: Mapping[Key, Bundle], todo: Sequence[Key]) -> tuple[list[Problem], list[Problem]]:
        """Return the problems that only show between files: those to be told, and those that follow from others. It is
        enough to look at what was examined: a bundle with such a problem isn't kept, so that it is examined every time.
        """
        before, unsure = self._kept.bundles, self._kept.unsure
        apart = any(key in unsure or _place(before.get(key)) != _place(self._new.get(key)) for key in todo)
        if not apart and not any(self._named.values()):
            return [], []
        outlines = [file.outline for bundle in bundles.values() for file in bundle.files]
        others, wanted = dict.fromkeys(self._others), self._wanted

        def join() -> JoinedSite:
            return JoinedSite(outlines, others, wanted.day, by_date=wanted.by_date)

        site: JoinedSite = self._remembered.joined.of((outlines, others, wanted), join)
        found = list(site.between()) if apart else []
        for key, data in self._named.items():
            for file, its in zip(bundles[key].files, named_in(data), strict=True) if data else ():
                if not site.has_all(file.outline, its):
                    found += site.missing(file.outline, self.document(file.path).references)
        told, following = (
            [one.problem(self.document(one.path)) for one in found if one.follows is follows]
            for follows in (False, True)
        )
        return told, following

    # ---- what is not published stops nothing -------------------------------------------------------------

    def _unpublished(self, bundles: Mapping[Key, Bundle]) -> Unpublished:
        """Return the paths of the files that aren't published: of a page all, or single translations."""
        found: Unpublished = {}
        by_date = self._wanted.by_date
        for key, bundle in bundles.items():
            if not by_date and len(bundle.files) == 1 and bundle.files[0].outline.status == "published":
                continue  # most of thousands
            if self._state(bundle, self._wanted.day) != "published":
                found[key] = frozenset(one.path for one in bundle.files)
            elif drafts := draft_translations(bundle):
                found[key] = drafts
        return found

    def _leave_out(
        self,
        bundles: dict[Key, Bundle],
        ones: Mapping[Key, Bundle],
        unpublished: Unpublished,
        across: Sequence[Problem],
        unreadable: Sequence[Problem],
    ) -> None:
        """Leave out drafts, and hidden pages with errors. Where drafts are shown, leave out only what can't be shown:
        without a record, or with references to what isn't there.
        """
        drafts = self._wanted.drafts
        missing = {problem.path for problem in across if problem.code != "unsafe-link"}  # which stands as words
        broken = attached_paths(unreadable)
        for key, bundle in ones.items():
            if bundle.left_out and key not in unpublished:
                bundles[key] = replace(bundle, left_out=False)
        for key, paths in unpublished.items():
            bundle, wrong_files = bundles[key], missing & paths
            state = self._state(bundle, self._wanted.day)
            if state == "published":
                bundles[key] = self._without(bundle, wrong_files) if drafts and wrong_files else bundle
                continue
            has_errors = any(one.severity == "error" for its in bundle.found for one in its.problems)
            unshowable = not bundle.digest or wrong_files or any(one.casefold() in broken for one in bundle.attached)
            out = bool(unshowable or (not drafts and (has_errors or state == "draft")))
            bundles[key] = replace(bundle, left_out=out)
        if any(bundles[key].left_out for key in unpublished):
            self._leave_out_what_needs_it(bundles, unpublished)

    def _leave_out_what_needs_it(self, bundles: dict[Key, Bundle], unpublished: Unpublished) -> None:
        """Leave out what isn't published either and refers to something that is left out."""
        todo = [bundles[key] for key in unpublished if bundles[key].left_out]
        while todo:
            gone = {name for bundle in todo for name in provided(bundle)}
            todo = []
            for key in unpublished:
                bundle = bundles[key]
                if bundle.left_out or gone.isdisjoint(bundle.reads):
                    continue
                if self._state(bundle, self._wanted.day) != "published":
                    bundles[key] = replace(bundle, left_out=True)
                    todo.append(bundle)
                elif self._wanted.drafts:
                    bundles[key] = self._without(bundle, unpublished[key])

    def _without(self, bundle: Bundle, paths: Collection[str]) -> Bundle:
        """Return a bundle without the texts of some translations."""
        record = whole([self.document(one.path) for one in bundle.files if one.path not in paths], drafts=True)
        self._records[bundle.key] = data = encoded(record)
        known = about(record) if isinstance(record, Explainer) else None
        return replace(bundle, digest=digest_of_bytes(data) if record is not None else "", about=known)


def _left_out(bundles: Mapping[Key, Bundle]) -> set[Key]:
    return {key for key, bundle in bundles.items() if bundle.left_out}


def _place(bundle: Bundle | None) -> object:
    """Return what of a bundle decides whether pages stand in each other's way."""
    return bundle and [replace(one.outline, ids=(), paragraphs=-1) for one in bundle.files]
