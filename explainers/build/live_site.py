"""A content folder read again and again in one process, with texts that an editor has not saved laid over its files.

It reads and checks what an edit needs, as a build does by its store; what is kept stands in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from explainers.build.analysis import Ground
from explainers.build.bundles import Bundle, KeptContent
from explainers.build.clock import Clock
from explainers.build.content import Content, Kept, Key, Wanted
from explainers.build.folder import Folder, folder_of
from explainers.build.incremental import analysed_here, with_kept
from explainers.build.reader import ContentReader
from explainers.build.remembered import Remembered
from explainers.checks.site import CheckedSite
from explainers.reading.documents import Document
from explainers.reading.file_names import page_of_file
from explainers.reading.scan import is_content, scan, unsaved_file

__all__ = ["LiveReading", "LiveSite"]


class LiveReading:
    """A content folder as it was read: its `content`, the site that the checks asked (`checked`), and its files."""

    def __init__(self, content: Content, checked: CheckedSite, reader: ContentReader, folder: Folder) -> None:
        self.content, self.checked = content, checked
        self._reader, self._folder = reader, folder

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the files that are content, as problems show them."""
        return frozenset(file.path for files in self._folder.pages.values() for file in files)

    @property
    def others(self) -> tuple[str, ...]:
        """The paths, relative to the content folder, of the other files that can be linked to."""
        return tuple(self._folder.others)

    def document(self, path: str) -> Document:
        """Return a file as it is read. Raises `OSError`, and `LookupError` for a file that isn't content."""
        return self._reader.document(path)


class LiveSite:
    """The content folder `folder`, to be read as `wanted`."""

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self.folder, self.wanted = folder, wanted
        self._listed: Folder | None = None
        self._clock = Clock(0)
        self._is_new = True  # nothing was read since the disk was looked at
        self._unsaved: Mapping[str, bytes] = {}
        self._bundles: Mapping[Key, Bundle] = {}
        self._unsure: frozenset[Key] = frozenset()
        self._records: dict[Key, bytes] = {}
        self._known = KeptContent()
        self._remembered = Remembered()
        self._checked: CheckedSite | None = None

    def begin_with(self, store: Path, site: str) -> None:
        """Begin with what the builds of a site keep, where they keep anything of it: `store` is their file, `site` what
        it calls the site. Nothing is written.
        """

        def take(kept: Kept) -> None:
            records = {key: kept.record(key) for key in kept.bundles}
            self._bundles, self._records, self._known = kept.bundles, records, kept.content

        with_kept(store, site, self.wanted, take)

    def look(self, now: int) -> None:
        """Look which files there are. `now` is the time in nanoseconds, by the clock of the disk. Raises `OSError`."""
        self._listed, self._clock = folder_of(scan(self.folder), self.wanted.languages), Clock(now)
        self._is_new = True

    def read(self, unsaved: Mapping[str, bytes]) -> LiveReading:
        """Read and check the files that were there when they were looked at, with the bytes that some have in an
        editor, by path as problems show it. Raises `OSError`.
        """
        if self._listed is None:
            self.look(0)
        assert self._listed is not None
        folder = self._with_unsaved(self._listed, unsaved)
        kept = Kept(self._bundles, self._known, self._records.__getitem__, self._unsure)
        wanted, remembered = self.wanted, self._remembered
        reader = ContentReader(folder, wanted, kept, self._clock, analysed_here, self._prepared, remembered)
        content = reader.content()
        assert self._checked is not None, "reading prepares what checks ask"
        self._keep(content, unsaved)
        return LiveReading(content, self._checked, reader, folder)

    def _with_unsaved(self, listed: Folder, unsaved: Mapping[str, bytes]) -> Folder:
        """Return the folder with what an editor has, and what of it differs from what was read last."""
        languages = tuple(self.wanted.languages)
        pages = dict(listed.pages)
        for path, data in unsaved.items():
            if not is_content(path):
                continue
            key = page_of_file(path, languages)
            files = {file.path: file for file in pages.get(key, ())}
            location = files[path].location if path in files else str(self.folder.parent / path)
            files[path] = unsaved_file(path, location, data)
            pages[key] = [file for _, file in sorted(files.items())]
        before = self._unsaved
        differ = {path for path in {*before, *unsaved} if before.get(path) != unsaved.get(path)}
        saved = self._unsure | {page_of_file(path, languages) for path in differ}
        return replace(listed, pages=pages, saved=None if self._is_new else frozenset(saved))

    def _prepared(self, ground: Ground) -> CheckedSite:
        self._checked = ground.site()
        return self._checked

    def _keep(self, content: Content, unsaved: Mapping[str, bytes]) -> None:
        """Keep what was read. A build keeps no bundle that is unsure; here, what others saw of it is still at hand."""
        self._bundles, self._unsure, self._known = content.bundles, content.unkept, content.kept
        records = {**self._records, **content.records}
        self._records = {key: data for key, data in records.items() if key in self._bundles}
        self._unsaved, self._is_new = dict(unsaved), False
